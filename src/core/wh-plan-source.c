/* wh-plan-source.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-plan-source.h"

#include <string.h>

#include "wh-service.h"

struct _WhPlanSource
{
  WhPageSource parent_instance;

  WhDirectory *directory;
  GCancellable *cancellable; /* of what nobody in particular asked for */
  GPtrArray *plans; /* (nullable): as they were handed out, until they were read */
  gboolean at_end;
  guint recount_id;
};

G_DEFINE_FINAL_TYPE (WhPlanSource, wh_plan_source, WH_TYPE_PAGE_SOURCE)

static WhApiClient *
get_client (WhPlanSource *self)
{
  return wh_connection_get_client (wh_directory_get_connection (self->directory));
}

static const char *
get_uses (WhRecord *plan)
{
  return wh_record_get_text (plan, wh_resource_find_field (wh_record_get_resource (plan),
                                                           "n_subscriptions"));
}

/* The plan with how many use it now; %NULL where that is what it says already. */
static WhRecord *
recount_plan (WhPlanSource *self,
              WhRecord     *plan)
{
  const WhResource *resource = wh_record_get_resource (plan);
  g_autofree const char **texts = g_new0 (const char *, resource->n_fields);
  g_autofree char *uses = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (WhJsonDocument) document = NULL;
  char *json;

  uses = g_strdup_printf ("%u", wh_directory_count_uses (self->directory,
                                                         wh_record_get_key (plan)));
  if (g_strcmp0 (get_uses (plan), uses) == 0)
    return NULL;

  texts[wh_resource_find_field (resource, "n_subscriptions")] = uses;
  json = wh_record_dup_json (plan);
  bytes = g_bytes_new_take (json, strlen (json));
  /* It was a document already, so it is one again. */
  document = wh_json_document_parse (bytes, WH_JSON_DEFAULT_DEPTH, NULL);
  g_return_val_if_fail (document != NULL, NULL);

  return wh_record_new_with_texts (resource, wh_json_document_get_root (document), texts, NULL);
}

static GPtrArray *
recount (WhPlanSource *self,
         GPtrArray    *plans)
{
  GPtrArray *changed = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < plans->len; i++)
    {
      WhRecord *plan = recount_plan (self, g_ptr_array_index (plans, i));

      if (plan == NULL)
        continue;
      g_object_unref (g_ptr_array_index (plans, i));
      g_ptr_array_index (plans, i) = g_object_ref (plan);
      g_ptr_array_add (changed, plan);
    }

  return changed;
}

static gboolean
on_recount_due_cb (gpointer user_data)
{
  WhPlanSource *self = user_data;
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GPtrArray) changed = NULL;

  self->recount_id = 0;
  if (self->plans == NULL || !self->at_end)
    return G_SOURCE_REMOVE;

  changed = recount (self, self->plans);
  wh_page_source_emit_changed (WH_PAGE_SOURCE (self), changed, nothing);

  return G_SOURCE_REMOVE;
}

/* Many users may become known at once. */
static void
on_users_changed_cb (WhPlanSource *self)
{
  if (self->recount_id == 0 && self->plans != NULL)
    self->recount_id = g_idle_add_full (G_PRIORITY_LOW, on_recount_due_cb, self, NULL);
}

/* One that was changed or made. */
static void
take_plan (WhPlanSource *self,
           WhRecord     *plan)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_object_unref);
  WhRecord *counted = recount_plan (self, plan);
  guint i;

  g_ptr_array_add (changed, counted != NULL ? counted : g_object_ref (plan));
  if (self->plans == NULL || !self->at_end)
    return;

  for (i = 0; i < self->plans->len; i++)
    {
      if (strcmp (wh_record_get_key (g_ptr_array_index (self->plans, i)),
                  wh_record_get_key (plan)) == 0)
        break;
    }
  if (i < self->plans->len)
    g_ptr_array_remove_index (self->plans, i);
  g_ptr_array_insert (self->plans, (int) i, g_object_ref (g_ptr_array_index (changed, 0)));
  wh_page_source_emit_changed (WH_PAGE_SOURCE (self), changed, nothing);
}

static void
on_changed_plan_read_cb (GObject      *object,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr (WhPlanSource) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WhRecord) plan = wh_service_get_finish (WH_API_CLIENT (object), result, &error);

  if (plan != NULL && self->directory != NULL)
    take_plan (self, plan);
  else if (error != NULL)
    g_debug ("Could not read a plan again after a change: %s", error->message);
}

static void
on_record_changed_cb (WhPlanSource *self,
                      const char   *resource,
                      const char   *key,
                      gboolean      removed)
{
  if (strcmp (resource, "plan") != 0 || key == NULL || removed || self->plans == NULL)
    return;

  wh_service_get_async (get_client (self), wh_resources_find ("plan"), key, WH_API_PRIORITY_LIST,
                        self->cancellable, on_changed_plan_read_cb, g_object_ref (self));
}

static void
wh_plan_source_rewind (WhPageSource *source,
                       GHashTable   *fields)
{
  WH_PLAN_SOURCE (source)->at_end = FALSE;
}

static gboolean
wh_plan_source_is_at_end (WhPageSource *source)
{
  return WH_PLAN_SOURCE (source)->at_end;
}

static void
wh_plan_source_accept (WhPageSource *source)
{
  WH_PLAN_SOURCE (source)->at_end = TRUE;
}

static void
on_plans_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  WhPlanSource *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) changed = NULL;
  GPtrArray *plans;
  GError *error = NULL;

  plans = wh_service_list_finish (WH_API_CLIENT (object), result, &error);
  wh_page_source_set_request (WH_PAGE_SOURCE (self), NULL);
  if (plans == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  changed = recount (self, plans);
  g_clear_pointer (&self->plans, g_ptr_array_unref);
  self->plans = g_ptr_array_copy (plans, (GCopyFunc) g_object_ref, NULL);
  g_ptr_array_set_free_func (self->plans, g_object_unref);
  g_task_return_pointer (task, plans, (GDestroyNotify) g_ptr_array_unref);
}

static void
on_directory_loaded_cb (GObject      *object,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  WhPlanSource *self = g_task_get_source_object (task);
  WhApiPriority priority = GPOINTER_TO_UINT (g_task_get_task_data (task));
  g_autoptr (WhDraft) draft = NULL;
  g_autoptr (WhApiRequest) request = NULL;
  GError *error = NULL;

  if (wh_directory_load_finish (WH_DIRECTORY (object), result, &error))
    {
      draft = wh_draft_new (wh_operations_find ("list-plans"));
      request = wh_draft_to_request (draft, &error);
    }
  if (request == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  wh_api_request_set_priority (request, priority);
  wh_service_list_async (get_client (self), request, wh_resources_find ("plan"),
                         g_task_get_cancellable (task), on_plans_cb, g_object_ref (task));
  wh_page_source_set_request (WH_PAGE_SOURCE (self), request);
}

static void
wh_plan_source_next (WhPageSource *source,
                     GTask        *task)
{
  WhPlanSource *self = WH_PLAN_SOURCE (source);

  wh_directory_load_async (self->directory, g_task_get_cancellable (task), on_directory_loaded_cb,
                           g_object_ref (task));
}

static void
on_plan_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  WhPlanSource *self = g_task_get_source_object (task);
  g_autoptr (WhRecord) plan = NULL;
  WhRecord *counted;
  GError *error = NULL;

  plan = wh_service_get_finish (WH_API_CLIENT (object), result, &error);
  if (plan == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  counted = recount_plan (self, plan);
  take_plan (self, plan);
  g_task_return_pointer (task, counted != NULL ? counted : g_object_ref (plan), g_object_unref);
}

static void
wh_plan_source_read (WhPageSource *source,
                     const char   *key,
                     GTask        *task)
{
  WhApiPriority priority = GPOINTER_TO_UINT (g_task_get_task_data (task));

  wh_service_get_async (get_client (WH_PLAN_SOURCE (source)), wh_resources_find ("plan"), key,
                        priority, g_task_get_cancellable (task), on_plan_read_cb,
                        g_object_ref (task));
}

static void
wh_plan_source_dispose (GObject *object)
{
  WhPlanSource *self = WH_PLAN_SOURCE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->recount_id, g_source_remove);
  g_clear_object (&self->directory);

  G_OBJECT_CLASS (wh_plan_source_parent_class)->dispose (object);
}

static void
wh_plan_source_finalize (GObject *object)
{
  WhPlanSource *self = WH_PLAN_SOURCE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->plans, g_ptr_array_unref);

  G_OBJECT_CLASS (wh_plan_source_parent_class)->finalize (object);
}

static WhPageSource *
wh_plan_source_dup (WhPageSource *source)
{
  return wh_plan_source_new (WH_PLAN_SOURCE (source)->directory);
}

static void
wh_plan_source_class_init (WhPlanSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  WhPageSourceClass *source_class = WH_PAGE_SOURCE_CLASS (klass);

  object_class->dispose = wh_plan_source_dispose;
  object_class->finalize = wh_plan_source_finalize;
  source_class->dup = wh_plan_source_dup;
  source_class->rewind = wh_plan_source_rewind;
  source_class->next = wh_plan_source_next;
  source_class->accept = wh_plan_source_accept;
  source_class->is_at_end = wh_plan_source_is_at_end;
  source_class->read = wh_plan_source_read;
}

static void
wh_plan_source_init (WhPlanSource *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * wh_plan_source_new:
 * @directory: what is known of an account
 *
 * Plans that change through the connection are read again one by one.
 *
 * Returns: (transfer full): its plans
 */
WhPageSource *
wh_plan_source_new (WhDirectory *directory)
{
  WhPlanSource *self;

  g_return_val_if_fail (WH_IS_DIRECTORY (directory), NULL);

  self = g_object_new (WH_TYPE_PLAN_SOURCE, NULL);
  self->directory = g_object_ref (directory);
  wh_page_source_set_resource (WH_PAGE_SOURCE (self), wh_resources_find ("plan"));
  g_signal_connect_object (directory, "user-changed", G_CALLBACK (on_users_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (directory, "user-forgotten", G_CALLBACK (on_users_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (wh_directory_get_connection (directory), "record-changed",
                           G_CALLBACK (on_record_changed_cb), self, G_CONNECT_SWAPPED);

  return WH_PAGE_SOURCE (self);
}

/* wh-window-changes.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-dialog.h"
#include "wh-batch-dialog.h"
#include "wh-window-private.h"

#include <glib/gi18n.h>

/* What a window does to an account, and how it is taken back. */

typedef struct
{
  WhWindow *window;
  WhAction *inverse;
} Taking;

static void
taking_free (Taking *self)
{
  g_object_unref (self->window);
  g_object_unref (self->inverse);
  g_free (self);
}

static Taking *
taking_new (WhWindow *window,
            WhAction *inverse)
{
  Taking *self = g_new0 (Taking, 1);

  self->window = g_object_ref (window);
  self->inverse = g_object_ref (inverse);

  return self;
}

/* Only the last word on changes is of interest: an older one would keep it waiting, and offer to
 * take back what is no longer the last. */
static void
say (WhWindow *self,
     AdwToast *toast)
{
  if (self->said != NULL)
    adw_toast_dismiss (self->said);
  g_set_weak_pointer (&self->said, toast);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

static void
on_taken_back_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (WhWindow) self = user_data;
  WhAction *inverse = WH_ACTION (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *done = NULL;
  g_autofree char *text = NULL;

  if (!wh_action_run_finish (inverse, result, &error))
    {
      /* It can be tried again as long as nobody knows better. */
      wh_undo_push (wh_context_get_undo (self->context), inverse);
      wh_window_show_error (self, error);
      return;
    }

  done = wh_action_dup_done (inverse);
  /* Translators: %s is what was done to take a change back, such as “Un-churned acme-main” */
  text = g_strdup_printf (_("Undone: %s"), done);
  say (self, wh_window_create_toast (text));
}

static void
take_back (WhWindow *self,
           WhAction *inverse)
{
  wh_action_run_async (inverse, NULL, on_taken_back_cb, g_object_ref (self));
}

static void
on_undo_clicked_cb (AdwToast *toast,
                    Taking   *taking)
{
  WhWindow *self = taking->window;

  /* By the key meanwhile, perhaps. */
  if (wh_undo_remove (wh_context_get_undo (self->context), taking->inverse))
    take_back (self, taking->inverse);
}

static void
show_done (WhWindow *self,
           WhAction *action)
{
  g_autofree char *text = wh_action_dup_done (action);
  g_autoptr (WhAction) inverse = wh_action_dup_inverse (action);
  AdwToast *toast = wh_window_create_toast (text);

  if (inverse != NULL)
    {
      wh_undo_push (wh_context_get_undo (self->context), inverse);
      adw_toast_set_button_label (toast, _("_Undo"));
      /* Time to read it and to think again. */
      adw_toast_set_timeout (toast, 10);
      g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_undo_clicked_cb),
                             taking_new (self, inverse), (GClosureNotify) taking_free, 0);
    }
  say (self, toast);
}

static void
undo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WhWindow *self = WH_WINDOW (widget);
  g_autoptr (WhAction) inverse = NULL;

  if (self->connection == NULL)
    return;

  inverse = wh_undo_pop (wh_context_get_undo (self->context), self->connection);
  if (inverse != NULL)
    take_back (self, inverse);
  else
    say (self, wh_window_create_toast (_("There is nothing to undo")));
}

static GListModel *
get_plans (WhWindow *self)
{
  WhDirectory *directory = wh_context_get_directory (self->context, self->connection);

  return G_LIST_MODEL (wh_directory_get_plans (directory));
}

static void
present_action (WhWindow *self,
                WhAction *action)
{
  GtkWindow *dialog = wh_action_dialog_new (action, wh_context_get_connections (self->context),
                                            get_plans (self));

  gtk_window_set_transient_for (dialog, GTK_WINDOW (self));
  g_signal_connect_object (dialog, "done", G_CALLBACK (show_done), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

/* As the page shows it, or as far as it is known. */
static WhRecord *
find_record (WhWindow   *self,
             const char *resource,
             const char *key)
{
  WhResourcePage *page = wh_window_find_page (self, resource);
  WhRecord *record = NULL;

  if (*key == '\0')
    return NULL;

  if (page != NULL)
    record = wh_resource_page_dup_record (page, key);
  if (record == NULL)
    record = wh_directory_dup_row (wh_context_get_directory (self->context, self->connection),
                                   wh_resources_find (resource), key);

  return record;
}

static void
run_operation_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  WhWindow *self = WH_WINDOW (widget);
  const char *operation_id, *resource, *key;
  const WhOperation *operation;
  g_autoptr (WhRecord) record = NULL;

  g_variant_get (parameter, "(&s&s&s)", &operation_id, &resource, &key);
  operation = wh_operations_find (operation_id);
  if (operation == NULL || self->connection == NULL)
    return;

  record = find_record (self, resource, key);
  wh_window_run_operation (self, operation, record);
}

/* The same with values for some of the fields, by which it is already clear what is meant. */
static void
run_operation_with_action (GtkWidget  *widget,
                           const char *action_name,
                           GVariant   *parameter)
{
  WhWindow *self = WH_WINDOW (widget);
  const char *operation_id, *resource, *key, *field, *text;
  const WhOperation *operation;
  g_autoptr (GVariantIter) values = NULL;
  g_autoptr (WhRecord) record = NULL;
  g_autoptr (WhAction) action = NULL;

  g_variant_get (parameter, "(&s&s&sa{ss})", &operation_id, &resource, &key, &values);
  operation = wh_operations_find (operation_id);
  if (operation == NULL || self->connection == NULL)
    return;

  record = find_record (self, resource, key);
  action = wh_action_new (self->connection, operation, record);
  while (g_variant_iter_loop (values, "{&s&s}", &field, &text))
    wh_draft_set_text (wh_action_get_draft (action), field, text);
  present_action (self, action);
}

void
wh_window_install_changes (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.run-operation", "(sss)",
                                   run_operation_action);
  gtk_widget_class_install_action (widget_class, "win.run-operation-with", "(sssa{ss})",
                                   run_operation_with_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);

  /* Not a key of the application: those come before an entry, which has its own undo. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo",
                                       NULL);
}

/**
 * wh_window_run_operation:
 * @self: a window with a connection
 * @operation: what is to be done
 * @record: (nullable): what it is to be done to
 *
 * Opens the form of an operation. When it is done, the window says so, and offers to take it back
 * where that is possible.
 */
void
wh_window_run_operation (WhWindow          *self,
                         const WhOperation *operation,
                         WhRecord          *record)
{
  g_autoptr (WhAction) action = NULL;

  g_return_if_fail (WH_IS_WINDOW (self));
  g_return_if_fail (operation != NULL);

  if (self->connection == NULL)
    return;

  action = wh_action_new (self->connection, operation, record);
  present_action (self, action);
}

static void
on_batch_done_cb (WhWindow *self,
                  WhBatch  *batch)
{
  g_autoptr (GPtrArray) inverses = wh_batch_dup_inverses (batch);

  /* The last one that was done is the first to be taken back. */
  for (guint i = inverses->len; i > 0; i--)
    wh_undo_push (wh_context_get_undo (self->context), g_ptr_array_index (inverses, i - 1));
}

/**
 * wh_window_run_batch:
 * @self: a window with a connection
 * @operation: what is to be done; one that makes sense for many
 * @records: (element-type WhRecord): what it is to be done to
 *
 * Asks once and then does it to all of them.
 */
void
wh_window_run_batch (WhWindow          *self,
                     const WhOperation *operation,
                     GPtrArray         *records)
{
  GtkWindow *dialog;

  g_return_if_fail (WH_IS_WINDOW (self));
  g_return_if_fail (operation != NULL && records != NULL && records->len > 0);

  if (self->connection == NULL)
    return;

  dialog = wh_batch_dialog_new (self->connection, operation, records, get_plans (self));
  gtk_window_set_transient_for (dialog, GTK_WINDOW (self));
  g_signal_connect_object (dialog, "done", G_CALLBACK (on_batch_done_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

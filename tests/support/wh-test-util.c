/* wh-test-util.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-test-util.h"

/* How often a condition is looked at that changes without waking the main context. */
#define TICK_MS 5

struct _WhTestNotify
{
  GObject *object;
  gulong handler;
  guint count;
};

static gboolean
on_limit_cb (gpointer user_data)
{
  gboolean *expired = user_data;

  *expired = TRUE;

  return G_SOURCE_REMOVE;
}

static gboolean
on_tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
on_notify_cb (GObject    *object,
              GParamSpec *pspec,
              gpointer    user_data)
{
  WhTestNotify *self = user_data;

  self->count++;
}

static gboolean
has_result (gpointer user_data)
{
  GAsyncResult **result = user_data;

  return *result != NULL;
}

/**
 * wh_test_init:
 * @argc: (inout): from main()
 * @argv: (inout): from main()
 *
 * g_test_init() with directories of its own for everything that XDG names, so that no test sees
 * the data of another or of a person.
 */
void
wh_test_init (int    *argc,
              char ***argv)
{
  g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
}

/**
 * wh_test_store_result:
 * @source: (nullable): the source object, not looked at
 * @result: the result
 * @user_data: a `GAsyncResult **` that gets a reference on @result
 *
 * The callback for wh_test_await(). It may be called once: a second result is a mistake of the
 * code under test, and fails.
 */
void
wh_test_store_result (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  GAsyncResult **stored = user_data;

  g_assert_null (*stored);
  *stored = g_object_ref (result);
}

/**
 * wh_test_await:
 * @result: where wh_test_store_result() puts the result
 *
 * Runs the thread-default main context until the result is there. Fails the test after
 * %WH_TEST_LIMIT_SECONDS.
 */
void
wh_test_await (GAsyncResult **result)
{
  wh_test_wait_until (has_result, result);
}

/**
 * wh_test_wait_until:
 * @condition: (scope call): %TRUE once what is waited for has come
 * @user_data: for @condition
 *
 * Runs the thread-default main context until @condition holds, also if it is changed by something
 * that does not wake the context (another thread or process). Fails the test after
 * %WH_TEST_LIMIT_SECONDS.
 */
void
wh_test_wait_until (WhTestCondition condition,
                    gpointer        user_data)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  g_autoptr (GSource) limit = g_timeout_source_new_seconds (WH_TEST_LIMIT_SECONDS);
  g_autoptr (GSource) tick = g_timeout_source_new (TICK_MS);
  gboolean expired = FALSE, held;

  g_source_set_callback (limit, on_limit_cb, &expired, NULL);
  g_source_attach (limit, context);
  g_source_set_callback (tick, on_tick_cb, NULL, NULL);
  g_source_attach (tick, context);

  while (!(held = condition (user_data)) && !expired)
    g_main_context_iteration (context, TRUE);

  g_source_destroy (limit);
  g_source_destroy (tick);

  if (!held)
    g_error ("%s: nothing came within %d s", g_test_get_path (), WH_TEST_LIMIT_SECONDS);
}

/**
 * wh_test_iterate:
 *
 * Dispatches what is ready in the thread-default main context and returns, for asserting that
 * something does *not* happen. Never waits.
 */
void
wh_test_iterate (void)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  for (guint i = 0; i < 1000 && g_main_context_iteration (context, FALSE); i++)
    ;
}

/**
 * wh_test_load:
 * @name: a file below `tests/data`
 *
 * Returns: (transfer full): its content; the test fails if there is none
 */
GBytes *
wh_test_load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autoptr (GError) error = NULL;
  gsize length;
  char *data;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (data, length);
}

/**
 * wh_test_notify_new:
 * @object: a #GObject, kept alive as long as this is
 * @property: the name of one of its properties
 *
 * Returns: (transfer full): a counter at zero
 */
WhTestNotify *
wh_test_notify_new (gpointer    object,
                    const char *property)
{
  g_autofree char *signal_name = g_strconcat ("notify::", property, NULL);
  WhTestNotify *self = g_new0 (WhTestNotify, 1);

  g_assert_nonnull (g_object_class_find_property (G_OBJECT_GET_CLASS (object), property));

  self->object = g_object_ref (object);
  self->handler = g_signal_connect (object, signal_name, G_CALLBACK (on_notify_cb), self);

  return self;
}

/**
 * wh_test_notify_get_count:
 * @self: a counter
 *
 * Returns: how often the property was notified since the last time that this was asked
 */
guint
wh_test_notify_get_count (WhTestNotify *self)
{
  guint count = self->count;

  self->count = 0;

  return count;
}

/**
 * wh_test_notify_free:
 * @self: a counter
 */
void
wh_test_notify_free (WhTestNotify *self)
{
  g_clear_signal_handler (&self->handler, self->object);
  g_clear_object (&self->object);
  g_free (self);
}

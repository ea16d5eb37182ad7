/* wh-ui-test.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-application-private.h"
#include "wh-ui-test.h"

/* What a person would remember of an earlier test is not what the next one is about. */
static void
reset_settings (void)
{
  g_autoptr (GSettings) settings = g_settings_new (WH_APPLICATION_ID);
  g_autoptr (GSettings) list = wh_ui_new_list_settings ("customer");
  GSettings *all[] = { settings, list };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (GSettingsSchema) schema = NULL;
      g_auto (GStrv) keys = NULL;

      g_object_get (all[i], "settings-schema", &schema, NULL);
      keys = g_settings_schema_list_keys (schema);
      for (guint j = 0; keys[j] != NULL; j++)
        g_settings_reset (all[i], keys[j]);
    }
}

/* Below every folder that the system keeps data in. To be asked before a test gets folders of
 * its own, which have neither icons nor the types of files that pictures are recognised by. */
static GStrv
dup_data_folders (const char *name)
{
  const char *const *folders = g_get_system_data_dirs ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; folders[i] != NULL; i++)
    {
      g_autofree char *folder = g_build_filename (folders[i], name, NULL);

      g_strv_builder_add (builder, folder);
    }

  return g_strv_builder_end (builder);
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, WH_RESOURCE_PATH "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

/**
 * wh_ui_test_init:
 * @argc: (inout): from main()
 * @argv: (inout): from main()
 *
 * Starts GTK without animations and without a session bus. Where there is no display it prints
 * the plan that skips the program.
 *
 * Returns: whether tests can run
 */
gboolean
wh_ui_test_init (int    *argc,
                 char ***argv)
{
  g_auto (GStrv) mime_folders = dup_data_folders ("mime");
  g_auto (GStrv) icon_folders = dup_data_folders ("icons");

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  wh_test_init (argc, argv);

  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return FALSE;
    }

  g_content_type_set_mime_dirs ((const char *const *) mime_folders);
  adw_init ();
  gtk_icon_theme_set_search_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                  (const char *const *) icon_folders);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  load_style ();

  return TRUE;
}

/* The fixture */

/**
 * wh_ui_start_server:
 * @n_customers: how many customers it has
 * @seed: other seeds have other customers
 *
 * Returns: (transfer full): a pretend ProfitWell that takes %WH_UI_TOKEN
 */
WhDemoServer *
wh_ui_start_server (guint n_customers,
                    guint seed)
{
  const WhDemoOptions options = {
    .token = WH_UI_TOKEN,
    .n_customers = n_customers,
    .seed = seed,
    .today = "2026-01-15",
  };
  g_autoptr (WhDemoServer) server = wh_demo_server_new (&options);
  g_autoptr (GError) error = NULL;

  wh_demo_server_start (server, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&server);
}

static gboolean
is_gone (gpointer user_data)
{
  gpointer *pointer = user_data;

  return *pointer == NULL;
}

static void
open_context (WhUiFixture *self)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "wellhead", NULL);
  g_autoptr (GError) error = NULL;

  self->context = wh_context_new (folder, WH_TOKEN_STORE (self->tokens), NULL);
  wh_context_load (self->context, &error);
  g_assert_no_error (error);
  self->connections = wh_context_get_connections (self->context);
}

/* Everything that was made of the context has to be gone by now. */
static void
close_context (WhUiFixture *self)
{
  gpointer context = self->context;

  wh_connections_close (self->connections);
  wh_local_store_close (wh_context_get_local_store (self->context));
  g_object_add_weak_pointer (context, &context);
  g_clear_object (&self->context);
  wh_test_wait_until (is_gone, &context);
}

/**
 * wh_ui_fixture_set_up_empty:
 * @self: a fixture
 * @unused: nothing
 */
void
wh_ui_fixture_set_up_empty (WhUiFixture   *self,
                            gconstpointer  unused)
{
  reset_settings ();
  self->server = wh_ui_start_server (WH_UI_N_CUSTOMERS, 1);
  self->tokens = wh_test_token_store_new ();
  open_context (self);
}

/**
 * wh_ui_fixture_set_up:
 * @self: a fixture
 * @unused: nothing
 */
void
wh_ui_fixture_set_up (WhUiFixture   *self,
                      gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  wh_ui_fixture_set_up_empty (self, unused);
  self->connection = wh_connections_add_demo (self->connections, "Demo Account",
                                              wh_demo_server_get_url (self->server),
                                              WH_UI_TOKEN, NULL, &error);
  g_assert_no_error (error);
}

/**
 * wh_ui_fixture_restart:
 * @self: a fixture without an application
 *
 * Ends the program and starts it again, as far as its data goes: the connections are read from
 * their file, and their tokens are in the keyring.
 */
void
wh_ui_fixture_restart (WhUiFixture *self)
{
  g_assert_null (self->application);
  close_context (self);
  self->connection = NULL;
  open_context (self);
}

/**
 * wh_ui_fixture_tear_down:
 * @self: a fixture
 * @unused: nothing
 *
 * Ends everything, and proves that no widget and no request kept any of it.
 */
void
wh_ui_fixture_tear_down (WhUiFixture   *self,
                         gconstpointer  unused)
{
  if (self->application != NULL)
    {
      /* Nothing holds it, so that it starts, sees so, and ends properly. */
      g_assert_cmpint (g_application_run (G_APPLICATION (self->application), 0, NULL), ==, 0);
      g_assert_finalize_object (g_steal_pointer (&self->application));
    }
  close_context (self);
  wh_demo_server_stop (self->server);
  g_clear_object (&self->server);
  g_clear_object (&self->tokens);
}

/**
 * wh_ui_fixture_add_connection:
 * @self: a fixture
 * @name: the connection's name
 * @server: where it leads
 *
 * Returns: (transfer none): a connection as somebody would have added it
 */
WhConnection *
wh_ui_fixture_add_connection (WhUiFixture  *self,
                              const char   *name,
                              WhDemoServer *server)
{
  const WhConnectionDetails details = {
    .name = name,
    .server = wh_demo_server_get_url (server),
    .private_token = wh_demo_server_get_token (server),
    .kept = WH_TOKEN_KEPT_IN_KEYRING,
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WhConnection *connection;

  wh_connections_add_async (self->connections, &details, NULL, wh_test_store_result, &result);
  wh_test_await (&result);
  connection = wh_connections_add_finish (self->connections, result, &error);
  g_assert_no_error (error);

  return connection;
}

/* The windows of a test are the test's. */
static void
on_activate_cb (GApplication *application)
{
  g_signal_stop_emission_by_name (application, "activate");
}

/**
 * wh_ui_fixture_get_application:
 * @self: a fixture
 *
 * Returns: (transfer none): an application with the fixture's context, started
 */
WhApplication *
wh_ui_fixture_get_application (WhUiFixture *self)
{
  g_autoptr (GError) error = NULL;

  if (self->application == NULL)
    {
      self->application = wh_application_new ();
      g_application_set_flags (G_APPLICATION (self->application), G_APPLICATION_NON_UNIQUE);
      g_signal_connect (self->application, "activate", G_CALLBACK (on_activate_cb), NULL);
      wh_application_set_context (self->application, self->context);
      g_application_register (G_APPLICATION (self->application), NULL, &error);
      g_assert_no_error (error);
    }

  return self->application;
}

/* Windows */

static gboolean
is_laid_out (gpointer user_data)
{
  return gtk_widget_get_mapped (user_data) && gtk_widget_get_width (user_data) > 0;
}

/**
 * wh_ui_await_mapped:
 * @widget: a widget whose window was presented
 */
void
wh_ui_await_mapped (GtkWidget *widget)
{
  wh_test_wait_until (is_laid_out, widget);
}

/**
 * wh_ui_present:
 * @child: (transfer floating): what is tested
 * @width: of the window
 * @height: of the window
 *
 * Returns: (transfer none): a window with @child in it, on the screen
 */
GtkWindow *
wh_ui_present (GtkWidget *child,
               int        width,
               int        height)
{
  GtkWindow *window = g_object_new (ADW_TYPE_WINDOW,
                                    "content", child,
                                    "default-width", width,
                                    "default-height", height,
                                    NULL);

  gtk_window_present (window);
  wh_ui_await_mapped (child);

  return window;
}

/* Without a window manager the window draws its own borders, inside its size. */
#define BORDERS 24

typedef struct
{
  GtkWidget *widget;
  int        width;
} WhUiWidth;

static gboolean
has_width (gpointer user_data)
{
  WhUiWidth *expected = user_data;

  int width = gtk_widget_get_width (expected->widget);

  return width <= expected->width && width > expected->width - BORDERS;
}

/**
 * wh_ui_resize:
 * @window: a window on the screen
 * @width: at least what it needs
 */
void
wh_ui_resize (GtkWindow *window,
              int        width)
{
  WhUiWidth expected = { GTK_WIDGET (window), width };
  int old_width, height;

  gtk_window_get_default_size (window, &old_width, &height);
  gtk_window_set_default_size (window, width, height);
  wh_test_wait_until (has_width, &expected);
}

/**
 * wh_ui_destroy:
 * @window: a window
 * @child: (nullable): what was tested in it
 *
 * Destroys the window, and fails unless both are finalised in the end: what is on its way keeps
 * a widget only until it was called off.
 */
void
wh_ui_destroy (GtkWindow *window,
               GtkWidget *child)
{
  gpointer window_pointer = window;
  gpointer child_pointer = child;

  g_object_add_weak_pointer (window_pointer, &window_pointer);
  if (child != NULL)
    g_object_add_weak_pointer (child_pointer, &child_pointer);

  gtk_window_destroy (window);
  wh_test_wait_until (is_gone, &window_pointer);
  wh_test_wait_until (is_gone, &child_pointer);
}

/**
 * wh_ui_picture:
 * @widget: a widget on the screen
 * @name: of the file, without its extension
 *
 * Writes what the widget looks like into the folder that the environment variable
 * WH_TEST_PICTURES names, for a look. Nothing is compared.
 */
void
wh_ui_picture (GtkWidget  *widget,
               const char *name)
{
  const char *folder = g_getenv ("WH_TEST_PICTURES");
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *path = NULL;
  g_autofree char *file = NULL;

  if (folder == NULL)
    return;

  wh_test_iterate ();
  paintable = gtk_widget_paintable_new (widget);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot),
                          gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_to_node (snapshot);
  if (node == NULL)
    return;

  texture = gsk_renderer_render_texture (
    gtk_native_get_renderer (gtk_widget_get_native (widget)), node, NULL);
  file = g_strconcat (name, ".png", NULL);
  path = g_build_filename (folder, file, NULL);
  gdk_texture_save_to_png (texture, path);
}

/* Waiting */

typedef struct
{
  gpointer    object;
  const char *name;
  const char *text;
  guint       number;
} WhUiExpected;

static gboolean
shows_child (gpointer user_data)
{
  WhUiExpected *expected = user_data;

  return g_strcmp0 (gtk_stack_get_visible_child_name (expected->object), expected->text) == 0;
}

/**
 * wh_ui_await_child:
 * @stack: a #GtkStack
 * @name: the child that it shows in the end
 */
void
wh_ui_await_child (gpointer    stack,
                   const char *name)
{
  WhUiExpected expected = { .object = stack, .text = name };

  g_assert_true (GTK_IS_STACK (stack));
  wh_test_wait_until (shows_child, &expected);
}

static gboolean
has_state (gpointer user_data)
{
  WhUiExpected *expected = user_data;

  return wh_collection_get_state (expected->object) == expected->number;
}

/**
 * wh_ui_await_state:
 * @collection: a collection
 * @state: what it is in the end
 */
void
wh_ui_await_state (WhCollection      *collection,
                   WhCollectionState  state)
{
  WhUiExpected expected = { .object = collection, .number = state };

  wh_test_wait_until (has_state, &expected);
}

static gboolean
has_n_items (gpointer user_data)
{
  WhUiExpected *expected = user_data;

  return g_list_model_get_n_items (expected->object) == expected->number;
}

/**
 * wh_ui_await_n_items:
 * @model: a #GListModel
 * @n_items: how many there are in the end
 */
void
wh_ui_await_n_items (gpointer model,
                     guint    n_items)
{
  WhUiExpected expected = { .object = model, .number = n_items };

  g_assert_true (G_IS_LIST_MODEL (model));
  wh_test_wait_until (has_n_items, &expected);
}

static gboolean
has_text (gpointer user_data)
{
  WhUiExpected *expected = user_data;
  g_autofree char *text = NULL;

  g_object_get (expected->object, expected->name, &text, NULL);

  return g_strcmp0 (text, expected->text) == 0;
}

/**
 * wh_ui_await_text:
 * @object: an object
 * @property: one of its texts
 * @expected: (nullable): what it is in the end
 */
void
wh_ui_await_text (gpointer    object,
                  const char *property,
                  const char *expected)
{
  WhUiExpected wanted = { .object = object, .name = property, .text = expected };

  wh_test_wait_until (has_text, &wanted);
}

static gboolean
has_boolean (gpointer user_data)
{
  WhUiExpected *expected = user_data;
  gboolean value;

  g_object_get (expected->object, expected->name, &value, NULL);

  return (guint) value == expected->number;
}

/**
 * wh_ui_await_boolean:
 * @object: an object
 * @property: one of its flags
 * @expected: what it is in the end
 */
void
wh_ui_await_boolean (gpointer    object,
                     const char *property,
                     gboolean    expected)
{
  WhUiExpected wanted = { .object = object, .name = property, .number = (guint) expected };

  wh_test_wait_until (has_boolean, &wanted);
}

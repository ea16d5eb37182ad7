/* wh-ui-widgets.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-json.h"
#include "wh-record.h"
#include "wh-ui-test.h"

#include <string.h>

/* What is in widgets: finding it, reading it, using it as a person would. */

static char *
dup_without_mnemonic (const char *label)
{
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);

  return g_strjoinv (NULL, parts);
}

/* What a person reads on it. */
static const char *
get_label (GtkWidget *widget)
{
  const char *label = NULL;

  if (GTK_IS_BUTTON (widget))
    label = gtk_button_get_label (GTK_BUTTON (widget));
  else if (GTK_IS_CHECK_BUTTON (widget))
    label = gtk_check_button_get_label (GTK_CHECK_BUTTON (widget));
  else if (GTK_IS_LABEL (widget))
    label = gtk_label_get_label (GTK_LABEL (widget));
  else if (ADW_IS_PREFERENCES_ROW (widget))
    label = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));

  return label != NULL ? label : gtk_widget_get_tooltip_text (widget);
}

static gboolean
is_wanted (GtkWidget  *widget,
           GType       type,
           const char *label)
{
  g_autofree char *plain = NULL;

  if (!g_type_is_a (G_OBJECT_TYPE (widget), type))
    return FALSE;
  if (label == NULL)
    return TRUE;
  if (get_label (widget) == NULL)
    return FALSE;

  plain = dup_without_mnemonic (get_label (widget));

  return g_str_equal (plain, label);
}

/**
 * wh_ui_find:
 * @root: a widget
 * @type: what is looked for
 * @label: (nullable): what a person reads on it, or its tooltip; %NULL for any
 *
 * Returns: (transfer none) (nullable): the first such widget in or below @root
 */
GtkWidget *
wh_ui_find (gpointer    root,
            GType       type,
            const char *label)
{
  if (is_wanted (root, type, label))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = wh_ui_find (child, type, label);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/**
 * wh_ui_find_action:
 * @root: a widget
 * @action_name: of an action
 *
 * Returns: (transfer none) (nullable): the first widget in or below @root that activates it
 */
GtkWidget *
wh_ui_find_action (gpointer    root,
                   const char *action_name)
{
  if (GTK_IS_ACTIONABLE (root) &&
      g_strcmp0 (gtk_actionable_get_action_name (root), action_name) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = wh_ui_find_action (child, action_name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/**
 * wh_ui_count:
 * @root: a widget
 * @type: what is counted
 *
 * Returns: how many there are in and below @root
 */
guint
wh_ui_count (gpointer root,
             GType    type)
{
  guint n = g_type_is_a (G_OBJECT_TYPE (root), type);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += wh_ui_count (child, type);

  return n;
}

/**
 * wh_ui_get_child:
 * @widget: a widget with a template
 * @type: the class whose template it is
 * @name: of a child that the template binds
 *
 * Returns: (transfer none): the child; the test fails where there is none
 */
GtkWidget *
wh_ui_get_child (GtkWidget  *widget,
                 GType       type,
                 const char *name)
{
  GObject *child = gtk_widget_get_template_child (widget, type, name);

  if (child == NULL)
    g_error ("%s has no child “%s”", g_type_name (type), name);

  return GTK_WIDGET (child);
}

/**
 * wh_ui_get_text:
 * @object: an object
 * @property: one of its texts
 *
 * Returns: (transfer none) (nullable): the text, for as long as the program runs
 */
const char *
wh_ui_get_text (gpointer    object,
                const char *property)
{
  g_autofree char *text = NULL;

  g_object_get (object, property, &text, NULL);

  return g_intern_string (text);
}

/**
 * wh_ui_click:
 * @button: a button that can be seen and used
 */
void
wh_ui_click (GtkWidget *button)
{
  g_assert_true (GTK_IS_BUTTON (button));
  g_assert_true (gtk_widget_get_mapped (button));
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

/**
 * wh_ui_type:
 * @editable: a #GtkEditable that can be used
 * @text: what somebody types in the place of what there was
 */
void
wh_ui_type (gpointer    editable,
            const char *text)
{
  g_assert_true (GTK_IS_EDITABLE (editable));
  g_assert_true (gtk_widget_is_sensitive (editable));
  gtk_editable_set_text (editable, text);
}

static gboolean
is_trigger (GtkShortcutTrigger *trigger,
            GtkShortcutTrigger *expected)
{
  if (GTK_IS_ALTERNATIVE_TRIGGER (trigger))
    {
      GtkAlternativeTrigger *either = GTK_ALTERNATIVE_TRIGGER (trigger);

      return is_trigger (gtk_alternative_trigger_get_first (either), expected) ||
             is_trigger (gtk_alternative_trigger_get_second (either), expected);
    }

  return gtk_shortcut_trigger_equal (trigger, expected);
}

static gboolean
activate_in (GListModel         *shortcuts,
             GtkShortcutTrigger *trigger,
             GtkWidget          *widget)
{
  for (guint i = 0; i < g_list_model_get_n_items (shortcuts); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, i);

      if (is_trigger (gtk_shortcut_get_trigger (shortcut), trigger) &&
          gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut),
                                        GTK_SHORTCUT_ACTION_EXCLUSIVE, widget,
                                        gtk_shortcut_get_arguments (shortcut)))
        return TRUE;
    }

  return FALSE;
}

/**
 * wh_ui_press:
 * @widget: where the keyboard is
 * @keyval: a key
 * @modifiers: held down with it
 *
 * Does what the key is bound to at the widget, or at the nearest widget around it.
 *
 * Returns: whether it is bound to anything that can be done
 */
gboolean
wh_ui_press (GtkWidget       *widget,
             guint            keyval,
             GdkModifierType  modifiers)
{
  g_autoptr (GtkShortcutTrigger) trigger = gtk_keyval_trigger_new (keyval, modifiers);

  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

      for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
        {
          g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

          if (GTK_IS_SHORTCUT_CONTROLLER (controller) &&
              activate_in (G_LIST_MODEL (controller), trigger, widget))
            return TRUE;
        }
    }

  return FALSE;
}

/**
 * wh_ui_find_window:
 * @type: a class of windows
 *
 * Returns: (transfer none) (nullable): the newest one of it on the screen
 */
GtkWindow *
wh_ui_find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = g_list_model_get_n_items (windows); i > 0; i--)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i - 1);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) &&
          gtk_widget_get_visible (GTK_WIDGET (window)))
        return window;
    }

  return NULL;
}

/**
 * wh_ui_dup_clipboard:
 * @widget: a widget
 *
 * Returns: (transfer full): the text on the clipboard
 */
char *
wh_ui_dup_clipboard (GtkWidget *widget)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *text;

  gdk_clipboard_read_text_async (clipboard, NULL, wh_test_store_result, &result);
  wh_test_await (&result);
  text = gdk_clipboard_read_text_finish (clipboard, result, &error);
  g_assert_no_error (error);

  return text;
}

/**
 * wh_ui_new_record:
 * @resource: the id of a resource
 * @json: an object
 *
 * Returns: (transfer full): the record
 */
WhRecord *
wh_ui_new_record (const char *resource,
                  const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (WhJsonDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  WhRecord *record;

  document = wh_json_document_parse (bytes, WH_JSON_DEFAULT_DEPTH, &error);
  g_assert_no_error (error);
  record = wh_record_new (wh_resources_find (resource), wh_json_document_get_root (document),
                          &error);
  g_assert_no_error (error);

  return record;
}

static char *
dup_sample (const WhResourceField *field)
{
  switch (field->kind)
    {
    case WH_FIELD_MONEY:
    case WH_FIELD_INTEGER:
      return g_strdup ("123450");
    case WH_FIELD_DATE:
      return g_strdup ("1708732800");
    case WH_FIELD_INSTANT:
      return g_strdup ("\"2024-02-24T12:00:00Z\"");
    case WH_FIELD_CHOICE:
      return g_strdup_printf ("\"%s\"", field->choices[0].value);
    case WH_FIELD_LIST:
      return g_strdup ("[\"Basic\",\"Team\"]");
    case WH_FIELD_CURRENCY:
      return g_strdup ("\"eur\"");
    default:
      return g_strdup_printf ("\"sample %s\"", field->id);
    }
}

/**
 * wh_ui_new_full_record:
 * @resource: a resource
 *
 * Returns: (transfer full): a record that has a value in every field
 */
WhRecord *
wh_ui_new_full_record (const WhResource *resource)
{
  g_autoptr (GString) json = g_string_new ("{");

  for (guint i = 0; i < resource->n_fields; i++)
    {
      g_autofree char *value = NULL;

      if (resource->fields[i].derive != NULL)
        continue;

      value = dup_sample (&resource->fields[i]);
      g_string_append_printf (json, "%s\"%s\":%s", json->len > 1 ? "," : "",
                              resource->fields[i].id, value);
    }
  g_string_append_c (json, '}');

  return wh_ui_new_record (resource->id, json->str);
}

/**
 * wh_ui_new_bare_record:
 * @resource: a resource
 *
 * Returns: (transfer full): a record that has nothing but its key
 */
WhRecord *
wh_ui_new_bare_record (const WhResource *resource)
{
  int key = wh_resource_find_flag (resource, WH_RESOURCE_FIELD_KEY);
  g_autofree char *json = g_strdup_printf ("{\"%s\":\"bare\"}", resource->fields[key].id);

  return wh_ui_new_record (resource->id, json);
}

/**
 * wh_ui_field:
 * @resource: a resource
 * @id: of one of its fields
 *
 * Returns: the field's index; the test fails where there is none
 */
guint
wh_ui_field (const WhResource *resource,
             const char       *id)
{
  int field = wh_resource_find_field (resource, id);

  g_assert_cmpint (field, >=, 0);

  return (guint) field;
}

/**
 * wh_ui_new_list_settings:
 * @resource: the id of a resource
 *
 * Returns: (transfer full): what its list remembers
 */
GSettings *
wh_ui_new_list_settings (const char *resource)
{
  g_autofree char *path = g_strdup_printf ("%s/lists/%s/", WH_RESOURCE_PATH, resource);

  return g_settings_new_with_path (WH_APPLICATION_ID ".List", path);
}

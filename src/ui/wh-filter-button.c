/* wh-filter-button.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-accessible.h"
#include "wh-filter-button.h"
#include "wh-record.h"

#include <glib/gi18n.h>
#include <string.h>

/* More than this need not be read through to find one. */
#define MANY_VALUES 12

struct _WhFilterButton
{
  GtkWidget       parent_instance;

  GtkMenuButton  *button;
  GtkLabel       *label;
  GtkSearchEntry *entry;
  GtkStringList  *list;
  GtkWidget      *list_view;
  GtkFilter      *filter;
  GtkWidget      *clear_button;

  char           *name;
  char           *any;
  const WhChoice *choices;
  GStrv           offered;
  GStrv           values;
  char          **words;
  gboolean        stale;
  gboolean        rebuilding;
};

G_DEFINE_FINAL_TYPE (WhFilterButton, wh_filter_button, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_VALUES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const char *
get_label (WhFilterButton *self,
           const char     *value)
{
  const WhChoice *choice = wh_choice_find (self->choices, value);

  return choice != NULL ? _(choice->label) : value;
}

static void
update_label (WhFilterButton *self)
{
  guint n = g_strv_length (self->values);
  g_autofree char *text = NULL;

  if (n == 0)
    text = g_strdup (self->any);
  else if (n == 1)
    text = wh_text_shorten (get_label (self, self->values[0]));
  else
    /* Translators: %s is the name of a field, %u how many of its values are ticked */
    text = g_strdup_printf (_("%s: %u"), self->name, n);

  gtk_label_set_label (self->label, text);
  gtk_widget_set_sensitive (self->clear_button, n > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
}

static void
offer (GStrvBuilder *builder,
       GHashTable   *seen,
       const char   *value)
{
  if (g_hash_table_add (seen, (gpointer) value))
    g_strv_builder_add (builder, value);
}

static void
fill (WhFilterButton *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) all = NULL;

  for (const WhChoice *choice = self->choices; choice != NULL && choice->value != NULL; choice++)
    offer (builder, seen, choice->value);
  for (guint i = 0; self->offered[i] != NULL; i++)
    offer (builder, seen, self->offered[i]);
  /* What is ticked stays to be seen even if nothing that is loaded has it. */
  for (guint i = 0; self->values[i] != NULL; i++)
    offer (builder, seen, self->values[i]);
  all = g_strv_builder_end (builder);

  self->rebuilding = TRUE;
  gtk_string_list_splice (self->list, 0, g_list_model_get_n_items (G_LIST_MODEL (self->list)),
                          (const char *const *) all);
  self->rebuilding = FALSE;
  self->stale = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->entry), g_hash_table_size (seen) > MANY_VALUES);
}

/* There can be one plan for each customer, and few lists are ever opened. */
static void
rebuild (WhFilterButton *self)
{
  self->stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (gtk_menu_button_get_popover (self->button))))
    fill (self);

  update_label (self);
}

static gboolean
has_words (gpointer item,
           gpointer user_data)
{
  WhFilterButton *self = user_data;
  const char *label = get_label (self, gtk_string_object_get_string (item));
  g_autofree char *folded = wh_text_fold (label);

  for (guint i = 0; self->words != NULL && self->words[i] != NULL; i++)
    if (strstr (folded, self->words[i]) == NULL)
      return FALSE;

  return TRUE;
}

static void
on_search_changed_cb (WhFilterButton *self)
{
  g_strfreev (self->words);
  self->words = wh_record_fold (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

/* The rows are made when the list is given its place, which is after it is shown. */
static gboolean
on_tick_cb (GtkWidget     *widget,
            GdkFrameClock *clock,
            gpointer       user_data)
{
  WhFilterButton *self = WH_FILTER_BUTTON (user_data);
  GtkWidget *row = gtk_widget_get_first_child (self->list_view);

  if (row == NULL || !gtk_widget_get_mapped (row))
    return G_SOURCE_CONTINUE;

  gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);

  return G_SOURCE_REMOVE;
}

static void
on_show_cb (WhFilterButton *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (self->stale)
    fill (self);

  /* Whoever has many values to choose from types first. */
  if (!gtk_widget_get_visible (GTK_WIDGET (self->entry)) &&
      g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    gtk_widget_add_tick_callback (self->list_view, on_tick_cb, self, NULL);
}

/* What is ticked keeps the order of the list, whatever the order of the clicks. */
static void
tick (WhFilterButton *self,
      const char     *value,
      gboolean        ticked)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) set = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) old = g_steal_pointer (&self->values);

  for (guint i = 0; old[i] != NULL; i++)
    g_hash_table_add (set, old[i]);
  if (ticked)
    g_hash_table_add (set, (gpointer) value);
  else
    g_hash_table_remove (set, value);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    if (g_hash_table_contains (set, gtk_string_list_get_string (self->list, i)))
      g_strv_builder_add (builder, gtk_string_list_get_string (self->list, i));

  self->values = g_strv_builder_end (builder);
  update_label (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUES]);
}

static void
on_toggled_cb (GtkCheckButton *check,
               WhFilterButton *self)
{
  const char *value = g_object_get_data (G_OBJECT (check), "value");

  if (!self->rebuilding && value != NULL)
    tick (self, value, gtk_check_button_get_active (check));
}

static void
on_setup_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             WhFilterButton           *self)
{
  GtkWidget *check = gtk_check_button_new_with_label ("");

  g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled_cb), self,
                           G_CONNECT_DEFAULT);
  gtk_list_item_set_child (item, check);
  gtk_list_item_set_selectable (item, FALSE);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory,
            GtkListItem              *item,
            WhFilterButton           *self)
{
  const char *value = gtk_string_object_get_string (gtk_list_item_get_item (item));
  g_autofree char *label = wh_text_shorten (get_label (self, value));
  GtkCheckButton *check = GTK_CHECK_BUTTON (gtk_list_item_get_child (item));

  /* A row is used for one value after the other. */
  g_object_set_data (G_OBJECT (check), "value", NULL);
  gtk_check_button_set_label (check, label);
  wh_accessible_set_label (gtk_widget_get_parent (GTK_WIDGET (check)), label);
  gtk_check_button_set_active (check, g_strv_contains ((const char *const *) self->values, value));
  g_object_set_data_full (G_OBJECT (check), "value", g_strdup (value), g_free);
}

static void
on_clear_clicked_cb (WhFilterButton *self)
{
  const char *const none[] = { NULL };

  wh_filter_button_set_values (self, none);
}

static void
wh_filter_button_dispose (GObject *object)
{
  WhFilterButton *self = WH_FILTER_BUTTON (object);

  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);
  g_clear_object (&self->filter);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (wh_filter_button_parent_class)->dispose (object);
}

static void
wh_filter_button_finalize (GObject *object)
{
  WhFilterButton *self = WH_FILTER_BUTTON (object);

  g_free (self->name);
  g_free (self->any);
  g_strfreev (self->offered);
  g_strfreev (self->values);
  g_strfreev (self->words);

  G_OBJECT_CLASS (wh_filter_button_parent_class)->finalize (object);
}

static void
wh_filter_button_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  WhFilterButton *self = WH_FILTER_BUTTON (object);

  switch (prop_id)
    {
    case PROP_VALUES:
      g_value_set_boxed (value, self->values);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wh_filter_button_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  WhFilterButton *self = WH_FILTER_BUTTON (object);

  switch (prop_id)
    {
    case PROP_VALUES:
      wh_filter_button_set_values (self, g_value_get_boxed (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wh_filter_button_class_init (WhFilterButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_filter_button_dispose;
  object_class->finalize = wh_filter_button_finalize;
  object_class->get_property = wh_filter_button_get_property;
  object_class->set_property = wh_filter_button_set_property;

  properties[PROP_VALUES] =
    g_param_spec_boxed ("values", NULL, NULL, G_TYPE_STRV,
                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "filterbutton");
}

static GtkWidget *
create_button_child (WhFilterButton *self)
{
  GtkWidget *child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (self->label, 5);
  gtk_label_set_max_width_chars (self->label, 18);
  gtk_box_append (GTK_BOX (child), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (child), gtk_image_new_from_icon_name ("pan-down-symbolic"));

  return child;
}

static GtkWidget *
create_list (WhFilterButton *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *found;
  GtkWidget *list;

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind_cb), self, G_CONNECT_DEFAULT);

  self->list = gtk_string_list_new (NULL);
  self->filter = GTK_FILTER (gtk_custom_filter_new (has_words, self, NULL));
  found = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->list)),
                                     g_object_ref (self->filter));
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (found))),
                            factory);
  gtk_widget_add_css_class (list, "choices");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Values"), -1);

  self->list_view = list;

  return list;
}

static GtkWidget *
create_popover (WhFilterButton *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->entry, "placeholder-text", _("Search"), NULL);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (on_search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->entry));

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), create_list (self));
  gtk_box_append (GTK_BOX (content), scrolled);

  self->clear_button = gtk_button_new_with_mnemonic (_("Show _Any"));
  gtk_widget_add_css_class (self->clear_button, "flat");
  g_signal_connect_object (self->clear_button, "clicked", G_CALLBACK (on_clear_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (content), self->clear_button);
  gtk_popover_set_child (GTK_POPOVER (popover), content);
  g_signal_connect_object (popover, "show", G_CALLBACK (on_show_cb), self, G_CONNECT_SWAPPED);

  return popover;
}

static void
wh_filter_button_init (WhFilterButton *self)
{
  self->offered = g_new0 (char *, 1);
  self->values = g_new0 (char *, 1);
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, create_button_child (self));
  gtk_menu_button_set_popover (self->button, create_popover (self));
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
}

/**
 * wh_filter_button_new:
 * @label: the field's name, translated
 * @any: what it says while nothing is ticked, translated
 * @choices: (nullable): the values that it is known to have
 *
 * Returns: (transfer floating): a button with nothing ticked
 */
GtkWidget *
wh_filter_button_new (const char     *label,
                      const char     *any,
                      const WhChoice *choices)
{
  WhFilterButton *self = g_object_new (WH_TYPE_FILTER_BUTTON, NULL);

  self->name = g_strdup (label);
  self->any = g_strdup (any);
  self->choices = choices;
  rebuild (self);

  return GTK_WIDGET (self);
}

/**
 * wh_filter_button_set_offered:
 * @self: a filter button
 * @values: values that were seen, beside the choices
 */
void
wh_filter_button_set_offered (WhFilterButton    *self,
                              const char *const *values)
{
  g_return_if_fail (WH_IS_FILTER_BUTTON (self));

  if (g_strv_equal ((const char *const *) self->offered, values))
    return;

  g_strfreev (self->offered);
  self->offered = g_strdupv ((char **) values);
  rebuild (self);
}

/**
 * wh_filter_button_get_values:
 * @self: a filter button
 *
 * Returns: what is ticked; empty where anything goes
 */
const char *const *
wh_filter_button_get_values (WhFilterButton *self)
{
  g_return_val_if_fail (WH_IS_FILTER_BUTTON (self), NULL);

  return (const char *const *) self->values;
}

/**
 * wh_filter_button_set_values:
 * @self: a filter button
 * @values: (nullable): what is to be ticked
 */
void
wh_filter_button_set_values (WhFilterButton    *self,
                             const char *const *values)
{
  const char *const none[] = { NULL };

  g_return_if_fail (WH_IS_FILTER_BUTTON (self));

  if (values == NULL)
    values = none;
  if (g_strv_equal ((const char *const *) self->values, values))
    return;

  g_strfreev (self->values);
  self->values = g_strdupv ((char **) values);
  rebuild (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUES]);
}

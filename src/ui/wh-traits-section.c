/* wh-traits-section.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-error.h"
#include "wh-detail-row.h"
#include "wh-traits-section.h"
#include "wh-traits.h"

#include <glib/gi18n.h>
#include <string.h>

/* How long a customer stays selected before the traits are asked for. */
#define LINGER_MS 600
/* How long an answer is good enough for a customer that is looked at again. */
#define FRESH_US (5 * 60 * G_USEC_PER_SEC)
#define MAX_REMEMBERED 200
/* How much of a category there is room for in a menu. */
#define MENU_CHARACTERS 30

/* A trait as an item of a list. */
#define WH_TYPE_TRAIT_ITEM (wh_trait_item_get_type ())
G_DECLARE_FINAL_TYPE (WhTraitItem, wh_trait_item, WH, TRAIT_ITEM, GObject)

struct _WhTraitItem
{
  GObject parent_instance;

  char *category;
  char *trait;
};

G_DEFINE_FINAL_TYPE (WhTraitItem, wh_trait_item, G_TYPE_OBJECT)

/* What was read of one customer. */
typedef struct
{
  GPtrArray *traits;
  gint64 read_at; /* monotonic */
} Answer;

struct _WhTraitsSection
{
  WhDetailSection parent_instance;

  GtkWidget      *add_button;

  GListStore     *items;
  GSignalGroup   *connection_signals;
  WhConnection   *connection;
  char           *customer_id; /* (nullable) */
  GHashTable     *answers;     /* customer's ID -> Answer */
  GCancellable   *cancellable;
  guint           linger_id;
};

G_DEFINE_FINAL_TYPE (WhTraitsSection, wh_traits_section, WH_TYPE_DETAIL_SECTION)

static void
wh_trait_item_finalize (GObject *object)
{
  WhTraitItem *self = WH_TRAIT_ITEM (object);

  g_clear_pointer (&self->category, g_free);
  g_clear_pointer (&self->trait, g_free);

  G_OBJECT_CLASS (wh_trait_item_parent_class)->finalize (object);
}

static void
wh_trait_item_class_init (WhTraitItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wh_trait_item_finalize;
}

static void
wh_trait_item_init (WhTraitItem *self)
{
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_ptr_array_unref (answer->traits);
  g_free (answer);
}

/* Rows */

/* The target of "win.run-operation-with". */
static GVariant *
make_target (WhTraitsSection *self,
             const char      *operation,
             WhTraitItem     *item,
             gboolean         with_trait)
{
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&values, "{ss}", "category", item->category);
  if (with_trait)
    g_variant_builder_add (&values, "{ss}", "trait", item->trait);

  return g_variant_new ("(sssa{ss})", operation, "customer", self->customer_id, &values);
}

static GtkWidget *
create_remove_button (WhTraitsSection *self,
                      WhTraitItem     *item)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *text = NULL;

  /* Translators: %s is a trait of a customer, such as PayPro */
  text = g_strdup_printf (_("Remove Trait “%s”"), item->trait);
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button),
                                          make_target (self, "delete-trait", item, TRUE));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.run-operation-with");

  return button;
}

/* Short enough for a menu, and without anything that a menu would take for a mnemonic. */
static char *
dup_for_menu (const char *text)
{
  g_autofree char *cut = NULL;
  g_auto (GStrv) parts = NULL;

  if (g_utf8_strlen (text, -1) > MENU_CHARACTERS)
    {
      g_autofree char *head = g_utf8_substring (text, 0, MENU_CHARACTERS);

      cut = g_strconcat (head, "…", NULL);
    }
  parts = g_strsplit (cut != NULL ? cut : text, "_", -1);

  return g_strjoinv ("__", parts);
}

static GtkWidget *
create_menu_button (WhTraitsSection *self,
                    WhTraitItem     *item)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuItem) entry = g_menu_item_new (NULL, NULL);
  g_autofree char *category = dup_for_menu (item->category);
  g_autofree char *label = NULL;

  /* Translators: %s is a category of traits, such as Payment provider */
  label = g_strdup_printf (_("Remove Category “%s” from All Customers…"), category);
  g_menu_item_set_label (entry, label);
  g_menu_item_set_action_and_target_value (entry, "win.run-operation-with",
                                           make_target (self, "delete-trait-category", item,
                                                        FALSE));
  g_menu_append_item (menu, entry);

  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Trait Options"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Trait Options"), -1);

  return button;
}

static GtkWidget *
create_row (gpointer data,
            gpointer user_data)
{
  WhTraitsSection *self = WH_TRAITS_SECTION (user_data);
  WhTraitItem *item = WH_TRAIT_ITEM (data);
  GtkWidget *row = wh_detail_row_new (item->trait, item->category);
  GtkWidget *buttons;
  g_autofree char *sentence = NULL;

  /* Translators: a category of traits and a trait, such as “Payment provider: PayPro” */
  sentence = g_strdup_printf (_("%s: %s"), item->category, item->trait);
  wh_detail_row_set_sentence (WH_DETAIL_ROW (row), sentence);
  if (wh_trait_category_is_reserved (item->category))
    {
      wh_detail_row_set_badge (WH_DETAIL_ROW (row), _("By ProfitWell"), WH_TONE_NEUTRAL);
      return row;
    }

  buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (buttons), create_remove_button (self, item));
  gtk_box_append (GTK_BOX (buttons), create_menu_button (self, item));
  wh_detail_row_add_suffix (WH_DETAIL_ROW (row), buttons);

  return row;
}

/* Reading */

static void
show (WhTraitsSection *self,
      GPtrArray       *traits)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; traits != NULL && i < traits->len; i++)
    {
      const WhTrait *trait = g_ptr_array_index (traits, i);
      WhTraitItem *item = g_object_new (WH_TYPE_TRAIT_ITEM, NULL);

      item->category = g_strdup (trait->category);
      item->trait = g_strdup (trait->trait);
      g_ptr_array_add (items, item);
    }

  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       items->pdata, items->len);
}

static void
cancel (WhTraitsSection *self)
{
  g_clear_handle_id (&self->linger_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
remember (WhTraitsSection *self,
          GPtrArray       *traits)
{
  Answer *answer = g_new0 (Answer, 1);

  if (g_hash_table_size (self->answers) >= MAX_REMEMBERED)
    g_hash_table_remove_all (self->answers);

  answer->traits = g_ptr_array_ref (traits);
  answer->read_at = g_get_monotonic_time ();
  g_hash_table_replace (self->answers, g_strdup (self->customer_id), answer);
}

/* A customer that the trait calls do not know yet has none (§12.10). */
static void
show_failure (WhTraitsSection *self,
              const GError    *error)
{
  if (!g_error_matches (error, WH_API_ERROR, WH_API_ERROR_NOT_FOUND))
    {
      wh_detail_section_set_error (WH_DETAIL_SECTION (self), error);
      return;
    }

  show (self, NULL);
  wh_detail_section_set_empty (WH_DETAIL_SECTION (self),
                               _("ProfitWell knows no traits for this customer. A new customer "
                                 "can take some hours to be known here."));
  wh_detail_section_set_loading (WH_DETAIL_SECTION (self), FALSE);
}

static void
on_traits_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (WhTraitsSection) self = user_data;
  g_autoptr (GPtrArray) traits = NULL;
  g_autoptr (GError) error = NULL;

  traits = wh_traits_load_finish (WH_API_CLIENT (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (traits == NULL)
    {
      show_failure (self, error);
      return;
    }

  remember (self, traits);
  wh_detail_section_set_empty (WH_DETAIL_SECTION (self), _("This customer has no traits."));
  show (self, traits);
  wh_detail_section_set_loading (WH_DETAIL_SECTION (self), FALSE);
}

static void
load (WhTraitsSection *self)
{
  cancel (self);
  if (self->connection == NULL || self->customer_id == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  wh_detail_section_set_loading (WH_DETAIL_SECTION (self), TRUE);
  wh_traits_load_async (wh_connection_get_client (self->connection), self->customer_id,
                        WH_API_PRIORITY_INTERACTIVE, self->cancellable, on_traits_cb,
                        g_object_ref (self));
}

static gboolean
on_linger_due_cb (gpointer user_data)
{
  WhTraitsSection *self = WH_TRAITS_SECTION (user_data);

  self->linger_id = 0;
  load (self);

  return G_SOURCE_REMOVE;
}

static void
on_record_changed_cb (WhTraitsSection *self,
                      const char      *resource,
                      const char      *key,
                      gboolean         removed)
{
  if (strcmp (resource, "trait") != 0)
    return;

  if (key == NULL)
    g_hash_table_remove_all (self->answers);
  else
    g_hash_table_remove (self->answers, key);
  if (key == NULL || g_strcmp0 (key, self->customer_id) == 0)
    load (self);
}

/* GObject */

/* What was asked for in the name of a page that was taken away is not wanted any more. */
static void
wh_traits_section_unroot (GtkWidget *widget)
{
  cancel (WH_TRAITS_SECTION (widget));

  GTK_WIDGET_CLASS (wh_traits_section_parent_class)->unroot (widget);
}

static void
wh_traits_section_dispose (GObject *object)
{
  WhTraitsSection *self = WH_TRAITS_SECTION (object);

  cancel (self);
  g_clear_object (&self->connection_signals);
  g_clear_object (&self->connection);
  g_clear_object (&self->items);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_clear_pointer (&self->customer_id, g_free);

  G_OBJECT_CLASS (wh_traits_section_parent_class)->dispose (object);
}

static void
wh_traits_section_class_init (WhTraitsSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_traits_section_dispose;
  widget_class->unroot = wh_traits_section_unroot;
}

static void
wh_traits_section_init (WhTraitsSection *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  self->items = g_list_store_new (WH_TYPE_TRAIT_ITEM);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);
  self->connection_signals = g_signal_group_new (WH_TYPE_CONNECTION);
  g_signal_group_connect_object (self->connection_signals, "record-changed",
                                 G_CALLBACK (on_record_changed_cb), self, G_CONNECT_SWAPPED);

  self->add_button = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_set_tooltip_text (self->add_button, _("Add Trait…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add Trait…"), -1);
  gtk_widget_add_css_class (self->add_button, "flat");

  adw_preferences_group_set_title (group, _("Traits"));
  adw_preferences_group_set_description (group, _("Changes take 2 to 3 hours to show."));
  adw_preferences_group_set_header_suffix (group, self->add_button);
  wh_detail_section_bind (WH_DETAIL_SECTION (self), G_LIST_MODEL (self->items), create_row, self);
  g_signal_connect (self, "retry", G_CALLBACK (load), NULL);
}

/**
 * wh_traits_section_new:
 *
 * Returns: (transfer floating): a section that shows no customer yet
 */
GtkWidget *
wh_traits_section_new (void)
{
  return g_object_new (WH_TYPE_TRAITS_SECTION, NULL);
}

/**
 * wh_traits_section_set_connection:
 * @self: a section
 * @connection: (nullable): where customers are
 */
void
wh_traits_section_set_connection (WhTraitsSection *self,
                                  WhConnection    *connection)
{
  g_return_if_fail (WH_IS_TRAITS_SECTION (self));

  if (!g_set_object (&self->connection, connection))
    return;

  cancel (self);
  g_hash_table_remove_all (self->answers);
  g_signal_group_set_target (self->connection_signals, connection);
}

/**
 * wh_traits_section_set_customer:
 * @self: a section
 * @customer_id: (nullable): whose traits to show
 *
 * They are read after a moment, unless that was done a few minutes ago.
 */
void
wh_traits_section_set_customer (WhTraitsSection *self,
                                const char      *customer_id)
{
  const Answer *answer = NULL;

  g_return_if_fail (WH_IS_TRAITS_SECTION (self));

  if (g_strcmp0 (self->customer_id, customer_id) == 0)
    return;

  cancel (self);
  g_free (self->customer_id);
  self->customer_id = g_strdup (customer_id);
  show (self, NULL);
  wh_detail_section_reset (WH_DETAIL_SECTION (self));
  if (customer_id == NULL)
    return;

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->add_button), "(sss)", "put-trait",
                                    "customer", customer_id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add_button), "win.run-operation");
  answer = g_hash_table_lookup (self->answers, customer_id);
  if (answer != NULL && g_get_monotonic_time () - answer->read_at < FRESH_US)
    {
      show (self, answer->traits);
      wh_detail_section_set_loading (WH_DETAIL_SECTION (self), FALSE);
      return;
    }

  wh_detail_section_set_loading (WH_DETAIL_SECTION (self), TRUE);
  self->linger_id = g_timeout_add (LINGER_MS, on_linger_due_cb, self);
}

/**
 * wh_traits_section_reload:
 * @self: a section
 *
 * Reads the traits again at once.
 */
void
wh_traits_section_reload (WhTraitsSection *self)
{
  g_return_if_fail (WH_IS_TRAITS_SECTION (self));

  load (self);
}

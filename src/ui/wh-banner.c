/* wh-banner.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-banner.h"

struct _WhBanner
{
  GtkWidget    parent_instance;

  GtkRevealer *revealer;
  GtkButton   *button;
  char        *icon_name;
  char        *text;
  char        *button_label;
};

G_DEFINE_FINAL_TYPE (WhBanner, wh_banner, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_ICON_NAME,
  PROP_TEXT,
  PROP_BUTTON_LABEL,
  PROP_ACTION_NAME,
  PROP_REVEALED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* A hidden button must not be reached with the keyboard. Its own sensitivity is its action's. */
static void
update_sensitivity (WhBanner *self)
{
  gtk_widget_set_sensitive (gtk_revealer_get_child (self->revealer),
                            gtk_revealer_get_reveal_child (self->revealer));
}

static void
wh_banner_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WH_TYPE_BANNER);

  G_OBJECT_CLASS (wh_banner_parent_class)->dispose (object);
}

static void
wh_banner_finalize (GObject *object)
{
  WhBanner *self = WH_BANNER (object);

  g_free (self->icon_name);
  g_free (self->text);
  g_free (self->button_label);

  G_OBJECT_CLASS (wh_banner_parent_class)->finalize (object);
}

static void
wh_banner_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  WhBanner *self = WH_BANNER (object);

  switch (prop_id)
    {
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, self->button_label);
      break;
    case PROP_ACTION_NAME:
      g_value_set_string (value, gtk_actionable_get_action_name (GTK_ACTIONABLE (self->button)));
      break;
    case PROP_REVEALED:
      g_value_set_boolean (value, gtk_revealer_get_reveal_child (self->revealer));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wh_banner_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  WhBanner *self = WH_BANNER (object);

  switch (prop_id)
    {
    case PROP_ICON_NAME:
      g_free (self->icon_name);
      self->icon_name = g_value_dup_string (value);
      break;
    case PROP_TEXT:
      wh_banner_set_text (self, g_value_get_string (value));
      break;
    case PROP_BUTTON_LABEL:
      g_free (self->button_label);
      self->button_label = g_value_dup_string (value);
      break;
    case PROP_ACTION_NAME:
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), g_value_get_string (value));
      break;
    case PROP_REVEALED:
      wh_banner_set_revealed (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wh_banner_class_init (WhBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_banner_dispose;
  object_class->finalize = wh_banner_finalize;
  object_class->get_property = wh_banner_get_property;
  object_class->set_property = wh_banner_set_property;

  properties[PROP_ICON_NAME] =
    g_param_spec_string ("icon-name", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_BUTTON_LABEL] =
    g_param_spec_string ("button-label", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ACTION_NAME] =
    g_param_spec_string ("action-name", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_REVEALED] =
    g_param_spec_boolean ("revealed", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, WhBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, WhBanner, button);
  gtk_widget_class_set_css_name (widget_class, "whbanner");
}

static void
wh_banner_init (WhBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_sensitivity (self);
}

/**
 * wh_banner_set_text:
 * @self: a banner
 * @text: (nullable): what it says
 */
void
wh_banner_set_text (WhBanner   *self,
                    const char *text)
{
  g_return_if_fail (WH_IS_BANNER (self));

  if (g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

/**
 * wh_banner_set_revealed:
 * @self: a banner
 * @revealed: whether it is there
 */
void
wh_banner_set_revealed (WhBanner *self,
                        gboolean  revealed)
{
  g_return_if_fail (WH_IS_BANNER (self));

  if (gtk_revealer_get_reveal_child (self->revealer) == !!revealed)
    return;

  gtk_revealer_set_reveal_child (self->revealer, revealed);
  update_sensitivity (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVEALED]);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-copy-row.h"

#include <glib/gi18n-lib.h>

#include "hlc-presentation.h"
#include "hlc-tooltip.h"

struct _HlcCopyRow
{
  AdwActionRow parent_instance;

  GtkWidget *reveal_button;
  GtkWidget *copy_button;
  char *value; /* (owned) (nullable) */
  gboolean is_secret;
};

enum
{
  PROP_0,
  PROP_VALUE,
  PROP_SECRET,
  N_PROPS
};

enum
{
  SIGNAL_COPIED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcCopyRow, hlc_copy_row, ADW_TYPE_ACTION_ROW)

static void
hlc_copy_row_update (HlcCopyRow *self)
{
  gboolean is_hidden =
      self->is_secret && !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->reveal_button));
  g_autofree char *masked = self->value != NULL ? hlc_present_masked_secret (self->value) : NULL;
  const char *text = is_hidden ? masked : self->value;

  gtk_widget_set_visible (self->reveal_button, self->is_secret);
  gtk_widget_set_sensitive (self->copy_button, self->value != NULL);
  gtk_button_set_icon_name (GTK_BUTTON (self->reveal_button),
                            is_hidden ? "view-reveal-symbolic" : "view-conceal-symbolic");
  hlc_tooltip_set (self->reveal_button, is_hidden ? _ ("Show") : _ ("Hide"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text != NULL ? text : _ ("Not available"));
}

static void
copy_cb (HlcCopyRow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->value);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", _ ("Copied"));
  g_signal_emit (self, signals[SIGNAL_COPIED], 0, self->value);
}

static void
hlc_copy_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HlcCopyRow *self = HLC_COPY_ROW (object);

  switch (prop_id)
    {
    case PROP_VALUE:
      g_value_set_string (value, self->value);
      break;
    case PROP_SECRET:
      g_value_set_boolean (value, self->is_secret);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_copy_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HlcCopyRow *self = HLC_COPY_ROW (object);

  switch (prop_id)
    {
    case PROP_VALUE:
      hlc_copy_row_set_value (self, g_value_get_string (value));
      break;
    case PROP_SECRET:
      self->is_secret = g_value_get_boolean (value);
      hlc_copy_row_update (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_copy_row_finalize (GObject *object)
{
  g_clear_pointer (&HLC_COPY_ROW (object)->value, g_free);

  G_OBJECT_CLASS (hlc_copy_row_parent_class)->finalize (object);
}

static void
hlc_copy_row_class_init (HlcCopyRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hlc_copy_row_get_property;
  object_class->set_property = hlc_copy_row_set_property;
  object_class->finalize = hlc_copy_row_finalize;

  properties[PROP_VALUE] =
      g_param_spec_string ("value", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SECRET] =
      g_param_spec_boolean ("secret", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_COPIED] = g_signal_new ("copied", HLC_TYPE_COPY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hlc_copy_row_init (HlcCopyRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "copy-row");

  self->reveal_button = gtk_toggle_button_new ();
  self->copy_button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_widget_set_valign (self->reveal_button, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->copy_button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->reveal_button, "flat");
  gtk_widget_add_css_class (self->copy_button, "flat");
  hlc_tooltip_set (self->copy_button, _ ("Copy"));
  g_signal_connect_swapped (self->reveal_button, "toggled", G_CALLBACK (hlc_copy_row_update), self);
  g_signal_connect_swapped (self->copy_button, "clicked", G_CALLBACK (copy_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->reveal_button);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->copy_button);
  hlc_copy_row_update (self);
}

/**
 * hlc_copy_row_set_value:
 * @value: (nullable): what is shown and copied
 */
void
hlc_copy_row_set_value (HlcCopyRow *self, const char *value)
{
  g_return_if_fail (HLC_IS_COPY_ROW (self));

  if (g_strcmp0 (self->value, value) == 0)
    return;

  g_free (self->value);
  self->value = g_strdup (value);
  hlc_copy_row_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-option-box.h"

#include <glib/gi18n-lib.h>

#include "hlc-visible-text.h"
#include "hlc-wrap-layout.h"

#define NARROWEST 14 /* characters that are seen of a label, whatever stands beside it */

struct _HlcOptionBox
{
  GtkWidget parent_instance;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcOptionBox, hlc_option_box, GTK_TYPE_WIDGET)

static void
choose_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_CHOSEN], 0, g_variant_get_string (parameter, NULL));
}

static void
hlc_option_box_clear (HlcOptionBox *self)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
hlc_option_box_dispose (GObject *object)
{
  hlc_option_box_clear (HLC_OPTION_BOX (object));

  G_OBJECT_CLASS (hlc_option_box_parent_class)->dispose (object);
}

static void
hlc_option_box_class_init (HlcOptionBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hlc_option_box_dispose;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", HLC_TYPE_OPTION_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), HLC_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "option.choose", "s", choose_action);
}

static void
hlc_option_box_init (HlcOptionBox *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* The tooltip says what the button does not: the description, and what is sent. */
static char *
dup_tooltip (const HlcOption *option)
{
  g_autofree char *visible = hlc_visible_text_bounded (option->text, -1, HLC_VISIBLE_KEEP_LINES, 200);
  /* Translators: what is put into the comment. */
  g_autofree char *sends = option->interactive ? g_strdup_printf (_ ("Fills in: %s"), visible)
                                               /* Translators: what is sent as the answer. */
                                               : g_strdup_printf (_ ("Sends: %s"), visible);

  return g_strjoin ("\n", option->description != NULL ? option->description : sends,
                    option->description != NULL ? sends : NULL, NULL);
}

static GtkWidget *
option_button_new (const HlcOption *option)
{
  g_autofree char *tooltip = dup_tooltip (option);
  g_autofree char *label = option->interactive ? g_strdup_printf ("%s…", option->label) : NULL;
  GtkWidget *button = gtk_button_new_with_label (label != NULL ? label : option->label);
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (child), MIN (g_utf8_strlen (option->label, -1), NARROWEST));
  gtk_label_set_max_width_chars (GTK_LABEL (child), 32);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "option.choose");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", option->name);
  gtk_widget_add_css_class (button, "option");

  return button;
}

/**
 * hlc_option_box_set_options:
 * @options: (nullable) (element-type HlcOption): what is offered
 */
void
hlc_option_box_set_options (HlcOptionBox *self, GPtrArray *options)
{
  g_return_if_fail (HLC_IS_OPTION_BOX (self));

  hlc_option_box_clear (self);
  for (guint i = 0; options != NULL && i < options->len; i++)
    gtk_widget_set_parent (option_button_new (g_ptr_array_index (options, i)), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), options != NULL && options->len > 0);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-state-pill.h"

#define SPACING 6

struct _HlcStatePill
{
  GtkWidget parent_instance;

  GtkWidget *icon;
  GtkWidget *word;
};

G_DEFINE_FINAL_TYPE (HlcStatePill, hlc_state_pill, GTK_TYPE_WIDGET)

static void
hlc_state_pill_dispose (GObject *object)
{
  HlcStatePill *self = HLC_STATE_PILL (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->word, gtk_widget_unparent);

  G_OBJECT_CLASS (hlc_state_pill_parent_class)->dispose (object);
}

static void
hlc_state_pill_class_init (HlcStatePillClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_state_pill_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "statepill");
}

static void
hlc_state_pill_init (HlcStatePill *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), SPACING);
  self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->word = gtk_label_new (NULL);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  gtk_widget_set_parent (self->word, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/** hlc_state_pill_set_appearance: shows @appearance */
void
hlc_state_pill_set_appearance (HlcStatePill *self, const HlcAppearance *appearance)
{
  const char *classes[] = { appearance->css_class, NULL };

  g_return_if_fail (HLC_IS_STATE_PILL (self));

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), appearance->icon_name);
  gtk_label_set_label (GTK_LABEL (self->word), appearance->word);
  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
}

/** hlc_state_pill_get_word: Returns: (transfer none): the word that is shown */
const char *
hlc_state_pill_get_word (HlcStatePill *self)
{
  g_return_val_if_fail (HLC_IS_STATE_PILL (self), NULL);

  return gtk_label_get_label (GTK_LABEL (self->word));
}

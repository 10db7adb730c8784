/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-place-row.h"

#include <glib/gi18n-lib.h>

#include "hlc-joined-text.h"
#include "hlc-presentation.h"

struct _HlcPlaceRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *badge;

  HlcPlace place;
};

G_DEFINE_FINAL_TYPE (HlcPlaceRow, hlc_place_row, GTK_TYPE_LIST_BOX_ROW)

static const char *
hlc_place_row_get_title (HlcPlaceRow *self)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "place", hlc_place_describe (self->place)->title);
}

static void
hlc_place_row_class_init (HlcPlaceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-place-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcPlaceRow, icon);
  gtk_widget_class_bind_template_child (widget_class, HlcPlaceRow, title);
  gtk_widget_class_bind_template_child (widget_class, HlcPlaceRow, badge);
}

static void
hlc_place_row_init (HlcPlaceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
hlc_place_row_show_badge (HlcPlaceRow *self, const char *text, const char *css_class, const char *description)
{
  const char *classes[] = { "badge", "numeric", css_class, NULL };
  gboolean is_shown = *text != '\0';
  g_autofree char *label = hlc_join_words (
      (const char *const[]){ hlc_place_row_get_title (self), is_shown ? description : NULL, NULL });

  gtk_label_set_label (self->badge, text);
  gtk_widget_set_css_classes (GTK_WIDGET (self->badge), classes);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), is_shown);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->badge), description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/** hlc_place_row_new: Returns: (transfer floating): a row for @place, without a number */
GtkWidget *
hlc_place_row_new (HlcPlace place)
{
  HlcPlaceRow *self = g_object_new (HLC_TYPE_PLACE_ROW, NULL);

  self->place = place;
  gtk_image_set_from_icon_name (self->icon, hlc_place_describe (place)->icon_name);
  gtk_label_set_label (self->title, hlc_place_row_get_title (self));
  hlc_place_row_set_badge (self, 0, NULL, NULL);

  return GTK_WIDGET (self);
}

/** hlc_place_row_get_place: Returns: where the row leads */
HlcPlace
hlc_place_row_get_place (HlcPlaceRow *self)
{
  g_return_val_if_fail (HLC_IS_PLACE_ROW (self), HLC_PLACE_PENDING);

  return self->place;
}

/**
 * hlc_place_row_set_badge:
 * @count: shown when above 0
 * @css_class: (nullable): a colour for the number
 * @description: (nullable): the number in words, for the tooltip and for those who hear the window
 */
void
hlc_place_row_set_badge (HlcPlaceRow *self, gint64 count, const char *css_class, const char *description)
{
  g_autofree char *text = hlc_present_count (count);

  g_return_if_fail (HLC_IS_PLACE_ROW (self));

  hlc_place_row_show_badge (self, text, css_class, description);
}

/**
 * hlc_place_row_set_alarm:
 * @description: (nullable): what is the matter; %NULL when nothing is
 *
 * Shows that somebody should look, whatever the number is.
 */
void
hlc_place_row_set_alarm (HlcPlaceRow *self, const char *description)
{
  g_return_if_fail (HLC_IS_PLACE_ROW (self));

  hlc_place_row_show_badge (self, description != NULL ? "!" : "", "error", description);
}

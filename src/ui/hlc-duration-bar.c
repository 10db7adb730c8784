/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-duration-bar.h"

#include <glib/gi18n-lib.h>

#include "hlc-time-words.h"

/* Pixels. */
#define BAR_WIDTH 64
#define BAR_HEIGHT 6
#define SPACING 9
#define TROUGH_OPACITY 0.2f

struct _HlcDurationBar
{
  GtkWidget parent_instance;

  GtkWidget *label;

  gint64 limit; /* microseconds */
  double fraction;
};

G_DEFINE_FINAL_TYPE (HlcDurationBar, hlc_duration_bar, GTK_TYPE_WIDGET)

static void
snapshot_part (GtkSnapshot *snapshot, const GdkRGBA *color, float x, float y, float width)
{
  GskRoundedRect part;

  gsk_rounded_rect_init_from_rect (&part, &GRAPHENE_RECT_INIT (x, y, width, BAR_HEIGHT), BAR_HEIGHT / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &part);
  gtk_snapshot_append_color (snapshot, color, &part.bounds);
  gtk_snapshot_pop (snapshot);
}

/* Something that took no time worth drawing is a dot, not nothing. */
static void
hlc_duration_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HlcDurationBar *self = HLC_DURATION_BAR (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float start = is_rtl ? (float) gtk_widget_get_width (widget) - BAR_WIDTH : 0;
  float y = ((float) gtk_widget_get_height (widget) - BAR_HEIGHT) / 2;
  float filled = MAX (BAR_HEIGHT, (float) self->fraction * BAR_WIDTH);
  GdkRGBA color;
  GdkRGBA trough;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  trough = color;
  trough.alpha *= TROUGH_OPACITY;
  snapshot_part (snapshot, &trough, start, y, BAR_WIDTH);
  snapshot_part (snapshot, &color, is_rtl ? start + BAR_WIDTH - filled : start, y, filled);

  GTK_WIDGET_CLASS (hlc_duration_bar_parent_class)->snapshot (widget, snapshot);
}

static void
hlc_duration_bar_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  gtk_widget_measure (HLC_DURATION_BAR (widget)->label, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum += BAR_WIDTH + SPACING;
      *natural += BAR_WIDTH + SPACING;
    }
}

static void
hlc_duration_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation label = { is_rtl ? 0 : BAR_WIDTH + SPACING, 0, width - BAR_WIDTH - SPACING, height };

  gtk_widget_size_allocate (HLC_DURATION_BAR (widget)->label, &label, -1);
}

static void
hlc_duration_bar_dispose (GObject *object)
{
  g_clear_pointer (&HLC_DURATION_BAR (object)->label, gtk_widget_unparent);

  G_OBJECT_CLASS (hlc_duration_bar_parent_class)->dispose (object);
}

static void
hlc_duration_bar_class_init (HlcDurationBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_duration_bar_dispose;
  widget_class->snapshot = hlc_duration_bar_snapshot;
  widget_class->measure = hlc_duration_bar_measure;
  widget_class->size_allocate = hlc_duration_bar_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "durationbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
}

static void
hlc_duration_bar_init (HlcDurationBar *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 1);
  gtk_label_set_width_chars (GTK_LABEL (self->label), 6);
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_widget_add_css_class (self->label, "caption");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Duration"), -1);
}

/**
 * hlc_duration_bar_new:
 * @limit: the longest that it may take, in microseconds
 *
 * Returns: (transfer floating): a bar of something that took no time
 */
GtkWidget *
hlc_duration_bar_new (gint64 limit)
{
  HlcDurationBar *self = NULL;

  g_return_val_if_fail (limit > 0, NULL);

  self = g_object_new (HLC_TYPE_DURATION_BAR, NULL);
  self->limit = limit;
  hlc_duration_bar_set_duration (self, 0, NULL);

  return GTK_WIDGET (self);
}

/**
 * hlc_duration_bar_set_duration:
 * @duration: microseconds; longer than the limit fills the bar
 * @css_class: (nullable): a colour
 */
void
hlc_duration_bar_set_duration (HlcDurationBar *self, gint64 duration, const char *css_class)
{
  const char *classes[] = { css_class, NULL };
  double seconds = (double) MAX (duration, 0) / G_TIME_SPAN_SECOND;
  g_autofree char *text = hlc_words_duration (duration);
  g_autofree char *limit = NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (HLC_IS_DURATION_BAR (self));

  limit = hlc_words_duration (self->limit);
  /* Translators: how long something took, and how long it may take: "1.2 s of 15 s". */
  words = g_strdup_printf (_ ("%s of %s"), text, limit);
  self->fraction = CLAMP (seconds * G_TIME_SPAN_SECOND / (double) self->limit, 0, 1);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  (double) self->limit / G_TIME_SPAN_SECOND,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, seconds,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/** hlc_duration_bar_get_fraction: Returns: how much of the bar is filled, from 0 to 1 */
double
hlc_duration_bar_get_fraction (HlcDurationBar *self)
{
  g_return_val_if_fail (HLC_IS_DURATION_BAR (self), 0);

  return self->fraction;
}

/** hlc_duration_bar_get_text: Returns: (transfer none): the words beside the bar */
const char *
hlc_duration_bar_get_text (HlcDurationBar *self)
{
  g_return_val_if_fail (HLC_IS_DURATION_BAR (self), NULL);

  return gtk_label_get_text (GTK_LABEL (self->label));
}

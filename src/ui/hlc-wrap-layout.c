/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-wrap-layout.h"

#define SPACING 6

struct _HlcWrapLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (HlcWrapLayout, hlc_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Goes through the children line by line; with @is_allocating it puts them there. Returns the height. */
static int
lay_out (GtkWidget *widget, int width, gboolean is_allocating)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;
  int y = 0;
  int line_height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum = 0;
      int natural = 0;
      int height = 0;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      natural = MAX (minimum, MIN (natural, width));
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, natural, NULL, &height, NULL, NULL);
      if (x > 0 && x + natural > width)
        {
          x = 0;
          y += line_height + SPACING;
          line_height = 0;
        }
      if (is_allocating)
        {
          GtkAllocation allocation = { is_rtl ? width - x - natural : x, y, natural, height };

          gtk_widget_size_allocate (child, &allocation, -1);
        }
      x += natural + SPACING;
      line_height = MAX (line_height, height);
    }

  return y + line_height;
}

static GtkSizeRequestMode
hlc_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hlc_wrap_layout_measure (GtkLayoutManager *manager,
                         GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  int child_minimum = 0;
  int child_natural = 0;

  *minimum = 0;
  *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = lay_out (widget, for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? SPACING : 0);
    }
}

static void
hlc_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (widget, width, TRUE);
}

static void
hlc_wrap_layout_class_init (HlcWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = hlc_wrap_layout_get_request_mode;
  layout_class->measure = hlc_wrap_layout_measure;
  layout_class->allocate = hlc_wrap_layout_allocate;
}

static void
hlc_wrap_layout_init (HlcWrapLayout *self)
{
}

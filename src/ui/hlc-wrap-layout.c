/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-wrap-layout.h"

#define SPACING 6

struct _HlcWrapLayout
{
  GtkLayoutManager parent_instance;

  gboolean is_linked;
};

enum
{
  PROP_0,
  PROP_LINKED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HlcWrapLayout, hlc_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
get_spacing (HlcWrapLayout *self)
{
  return self->is_linked ? 0 : SPACING;
}

/* What it takes of a line of @width. */
static int
get_child_width (GtkWidget *child, int width)
{
  int minimum = 0;
  int natural = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);

  return MAX (minimum, MIN (natural, width));
}

static GtkWidget *
get_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

/* Returns: (nullable): what the next line begins with. @rest: what this line leaves of @width. */
static GtkWidget *
find_line_end (HlcWrapLayout *self, GtkWidget *first, int width, int *n_children, int *rest)
{
  GtkWidget *child = first;
  int used = 0;

  for (*n_children = 0; child != NULL; child = get_shown (gtk_widget_get_next_sibling (child)))
    {
      int wanted = get_child_width (child, width) + (used > 0 ? get_spacing (self) : 0);

      if (used > 0 && used + wanted > width)
        break;
      used += wanted;
      *n_children += 1;
    }
  *rest = MAX (width - used, 0);

  return child;
}

/* Goes through the children line by line; with @is_allocating it puts them there. Returns the height. */
static int
lay_out (HlcWrapLayout *self, GtkWidget *widget, int width, gboolean is_allocating)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int y = 0;

  for (GtkWidget *child = get_shown (gtk_widget_get_first_child (widget)); child != NULL;)
    {
      int n_children = 0;
      int rest = 0;
      GtkWidget *end = find_line_end (self, child, width, &n_children, &rest);
      int extra = self->is_linked ? rest / n_children : 0;
      int line_height = 0;

      for (int x = 0; child != end; child = get_shown (gtk_widget_get_next_sibling (child)))
        {
          int child_width = get_child_width (child, width) + extra;
          int height = 0;

          gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, NULL, &height, NULL, NULL);
          if (is_allocating)
            {
              GtkAllocation allocation = { is_rtl ? width - x - child_width : x, y, child_width, height };

              gtk_widget_size_allocate (child, &allocation, -1);
            }
          x += child_width + get_spacing (self);
          line_height = MAX (line_height, height);
        }
      y += line_height + (end != NULL ? get_spacing (self) : 0);
    }

  return y;
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
  HlcWrapLayout *self = HLC_WRAP_LAYOUT (manager);
  int child_minimum = 0;
  int child_natural = 0;

  *minimum = 0;
  *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = lay_out (self, widget, for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? get_spacing (self) : 0);
    }
}

static void
hlc_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (HLC_WRAP_LAYOUT (manager), widget, width, TRUE);
}

static void
hlc_wrap_layout_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_LINKED)
    g_value_set_boolean (value, HLC_WRAP_LAYOUT (object)->is_linked);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hlc_wrap_layout_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_LINKED)
    HLC_WRAP_LAYOUT (object)->is_linked = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hlc_wrap_layout_class_init (HlcWrapLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = hlc_wrap_layout_get_property;
  object_class->set_property = hlc_wrap_layout_set_property;
  layout_class->get_request_mode = hlc_wrap_layout_get_request_mode;
  layout_class->measure = hlc_wrap_layout_measure;
  layout_class->allocate = hlc_wrap_layout_allocate;

  properties[PROP_LINKED] =
      g_param_spec_boolean ("linked", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hlc_wrap_layout_init (HlcWrapLayout *self)
{
}

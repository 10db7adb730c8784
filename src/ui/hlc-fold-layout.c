/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-fold-layout.h"

struct _HlcFoldLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
};

enum
{
  PROP_0,
  PROP_SPACING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HlcFoldLayout, hlc_fold_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Returns: (transfer full) (element-type GtkRequestedSize): the children that are shown, and how wide they are. */
static GArray *
measure_children (GtkWidget *widget)
{
  GArray *sizes = g_array_new (FALSE, TRUE, sizeof (GtkRequestedSize));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkRequestedSize size = { child, 0, 0 };

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &size.minimum_size, &size.natural_size, NULL,
                          NULL);
      g_array_append_val (sizes, size);
    }

  return sizes;
}

/* Makes the minimum of each child the width that it gets. Returns: whether they stand side by side. */
static gboolean
share_width (HlcFoldLayout *self, GArray *sizes, int width)
{
  int rest = width - self->spacing * MAX ((int) sizes->len - 1, 0);
  int n_expanding = 0;

  for (guint i = 0; i < sizes->len; i++)
    {
      const GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);

      rest -= size->minimum_size;
      n_expanding += gtk_widget_compute_expand (size->data, GTK_ORIENTATION_HORIZONTAL) ? 1 : 0;
    }
  if (rest >= 0)
    rest = gtk_distribute_natural_allocation (rest, sizes->len, (GtkRequestedSize *) (void *) sizes->data);
  for (guint i = 0; i < sizes->len; i++)
    {
      GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);
      gboolean expands = gtk_widget_compute_expand (size->data, GTK_ORIENTATION_HORIZONTAL);

      if (rest < 0)
        size->minimum_size = expands ? width : MIN (size->natural_size, width);
      else if (expands)
        size->minimum_size += rest / n_expanding;
    }

  return rest >= 0;
}

static int
lay_out (HlcFoldLayout *self, GtkWidget *widget, int width, int height)
{
  g_autoptr (GArray) sizes = measure_children (widget);
  gboolean is_row = share_width (self, sizes, width);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;
  int y = 0;
  int needed = 0;

  for (guint i = 0; i < sizes->len; i++)
    {
      const GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);
      int child_height = 0;

      gtk_widget_measure (size->data, GTK_ORIENTATION_VERTICAL, size->minimum_size, NULL, &child_height, NULL,
                          NULL);
      if (height >= 0)
        {
          GtkAllocation allocation = { is_rtl ? width - x - size->minimum_size : x, y, size->minimum_size,
                                       is_row ? height : child_height };

          gtk_widget_size_allocate (size->data, &allocation, -1);
        }
      needed = MAX (needed, y + child_height);
      if (is_row)
        x += size->minimum_size + self->spacing;
      else
        y += child_height + self->spacing / 2;
    }

  return needed;
}

static GtkSizeRequestMode
hlc_fold_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hlc_fold_layout_measure (GtkLayoutManager *manager,
                         GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  HlcFoldLayout *self = HLC_FOLD_LAYOUT (manager);
  g_autoptr (GArray) sizes = measure_children (widget);
  int widest = 0;
  int together = self->spacing * MAX ((int) sizes->len - 1, 0);

  for (guint i = 0; i < sizes->len; i++)
    {
      widest = MAX (widest, g_array_index (sizes, GtkRequestedSize, i).minimum_size);
      together += g_array_index (sizes, GtkRequestedSize, i).natural_size;
    }
  *minimum = widest;
  *natural = together;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = lay_out (self, widget, for_size < 0 ? together : MAX (for_size, widest), -1);
}

static void
hlc_fold_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (HLC_FOLD_LAYOUT (manager), widget, width, height);
}

static void
hlc_fold_layout_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SPACING)
    g_value_set_int (value, HLC_FOLD_LAYOUT (object)->spacing);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hlc_fold_layout_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SPACING)
    HLC_FOLD_LAYOUT (object)->spacing = g_value_get_int (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hlc_fold_layout_class_init (HlcFoldLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = hlc_fold_layout_get_property;
  object_class->set_property = hlc_fold_layout_set_property;
  layout_class->get_request_mode = hlc_fold_layout_get_request_mode;
  layout_class->measure = hlc_fold_layout_measure;
  layout_class->allocate = hlc_fold_layout_allocate;

  properties[PROP_SPACING] =
      g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 0,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hlc_fold_layout_init (HlcFoldLayout *self)
{
}

/** hlc_fold_layout_new: Returns: (transfer full): a layout with @spacing pixels between the children */
GtkLayoutManager *
hlc_fold_layout_new (int spacing)
{
  return g_object_new (HLC_TYPE_FOLD_LAYOUT, "spacing", spacing, NULL);
}

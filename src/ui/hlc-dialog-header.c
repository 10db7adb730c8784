/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-dialog-header.h"

#define SPACING 6

struct _HlcDialogHeader
{
  GtkWidget parent_instance;

  GtkWidget *start;
  GtkWidget *title;
  GtkWidget *end;
};

static void hlc_dialog_header_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HlcDialogHeader,
                               hlc_dialog_header,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, hlc_dialog_header_buildable_init))

static GtkBuildableIface *parent_buildable_iface;

static HlcDialogHeader *
get_header (GtkWidget *box)
{
  return HLC_DIALOG_HEADER (gtk_widget_get_ancestor (box, HLC_TYPE_DIALOG_HEADER));
}

static int
get_width (GtkWidget *widget, gboolean is_minimum)
{
  int minimum = 0;
  int natural = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);

  return is_minimum ? minimum : natural;
}

static int
get_height (GtkWidget *widget, int width)
{
  int height = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);

  return height;
}

/* A button may have words that change, on two lines if need be. */
static int
get_end_width (HlcDialogHeader *self, int width)
{
  int rest = width - get_width (self->start, FALSE) - SPACING;

  return CLAMP (rest, get_width (self->end, TRUE), get_width (self->end, FALSE));
}

static gboolean
is_one_line (HlcDialogHeader *self, int width)
{
  return get_width (self->start, FALSE) + get_width (self->title, FALSE) + get_width (self->end, FALSE) +
             2 * SPACING <=
         width;
}

static void
measure_cb (GtkWidget *box,
            GtkOrientation orientation,
            int for_size,
            int *minimum,
            int *natural,
            int *minimum_baseline,
            int *natural_baseline)
{
  HlcDialogHeader *self = get_header (box);
  int start = get_width (self->start, FALSE);
  int end = get_width (self->end, FALSE);
  int together = 2 * MAX (start, end) + get_width (self->title, FALSE) + 2 * SPACING;
  int widest = MAX (start + get_width (self->end, TRUE) + SPACING, get_width (self->title, TRUE));

  *minimum = widest;
  *natural = MAX (together, widest);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      int width = for_size < 0 ? together : for_size;
      int sides = MAX (get_height (self->start, start), get_height (self->end, get_end_width (self, width)));
      int title = get_height (self->title, is_one_line (self, width) ? -1 : width);

      *minimum = *natural = is_one_line (self, width) ? MAX (sides, title) : title + sides + SPACING;
    }
}

static void
place (GtkWidget *widget, int x, int y, int width, int height, int whole_width)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation allocation = { is_rtl ? whole_width - x - width : x, y, width, height };

  gtk_widget_size_allocate (widget, &allocation, -1);
}

static void
allocate_cb (GtkWidget *box, int width, int height, int baseline)
{
  HlcDialogHeader *self = get_header (box);
  int start = get_width (self->start, FALSE);
  int end = get_end_width (self, width);
  int title = get_width (self->title, FALSE);
  int above = 0;

  if (is_one_line (self, width))
    place (self->title, CLAMP ((width - title) / 2, start + SPACING, width - end - SPACING - title), 0, title,
           height, width);
  else
    {
      int title_height = get_height (self->title, width);

      place (self->title, 0, SPACING, width, title_height, width);
      above = title_height + SPACING;
    }
  place (self->start, 0, above, start, height - above, width);
  place (self->end, width - end, above, end, height - above, width);
}

static GtkSizeRequestMode
get_request_mode_cb (GtkWidget *box)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hlc_dialog_header_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  HlcDialogHeader *self = HLC_DIALOG_HEADER (buildable);

  if (g_strcmp0 (type, "start") == 0)
    gtk_box_append (GTK_BOX (self->start), GTK_WIDGET (child));
  else if (g_strcmp0 (type, "end") == 0)
    gtk_box_prepend (GTK_BOX (self->end), GTK_WIDGET (child));
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
hlc_dialog_header_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = hlc_dialog_header_add_child;
}

/* It stays in the dialog whose template it is in. */
static void
hlc_dialog_header_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hlc_dialog_header_parent_class)->root (widget);

  g_object_bind_property (gtk_widget_get_root (widget), "title", HLC_DIALOG_HEADER (widget)->title, "label",
                          G_BINDING_SYNC_CREATE);
}

static void
hlc_dialog_header_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);

  G_OBJECT_CLASS (hlc_dialog_header_parent_class)->dispose (object);
}

static void
hlc_dialog_header_class_init (HlcDialogHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_dialog_header_dispose;
  widget_class->root = hlc_dialog_header_root;

  gtk_widget_class_set_css_name (widget_class, "headerbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hlc_dialog_header_init (HlcDialogHeader *self)
{
  GtkWidget *handle = gtk_window_handle_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->start = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->start, "start");
  self->title = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->title, "title");
  gtk_label_set_wrap (GTK_LABEL (self->title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->title), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (self->title), GTK_JUSTIFY_CENTER);
  self->end = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->end, "end");

  gtk_widget_set_parent (handle, GTK_WIDGET (self));
  gtk_window_handle_set_child (GTK_WINDOW_HANDLE (handle), box);
  gtk_widget_set_layout_manager (box, gtk_custom_layout_new (get_request_mode_cb, measure_cb, allocate_cb));
  gtk_box_append (GTK_BOX (box), self->start);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->end);
}

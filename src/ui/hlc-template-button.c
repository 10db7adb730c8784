/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-template-button.h"

#include <glib/gi18n-lib.h>

#include "hlc-visible-text.h"

/* So many need no search, and so many rows are made at once. */
#define FEW 8
#define MAX_ROWS 100

/* Characters of what is shown of a text. */
#define MAX_TITLE 120
#define MAX_DESCRIPTION 240

/* The template of a row. */
#define TEMPLATE "hlc-template"

struct _HlcTemplateButton
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkPopover *popover;
  GtkSearchEntry *search_entry;
  GtkListBox *list;
  GtkLabel *more;

  HlcTemplateShelf *shelf; /* (owned) */
  HlcTemplateKind kind;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcTemplateButton, hlc_template_button, ADW_TYPE_BIN)

static GtkWidget *
make_label (const char *text, gsize max_characters, const char *css_class)
{
  g_autofree char *visible = hlc_visible_text_bounded (text, -1, HLC_VISIBLE_ONE_LINE, max_characters);
  GtkWidget *label = gtk_label_new (visible);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, css_class);
    }

  return label;
}

static GtkWidget *
make_row (HlcTemplate *template)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *caption = hlc_template_dup_caption (template);
  g_autofree char *visible = hlc_visible_text_bounded (template->title, -1, HLC_VISIBLE_ONE_LINE, MAX_TITLE);

  gtk_box_append (GTK_BOX (box), make_label (template->title, MAX_TITLE, NULL));
  if (*caption != '\0')
    gtk_box_append (GTK_BOX (box), make_label (caption, MAX_DESCRIPTION, "dim-label"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, visible,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, caption, -1);
  g_object_set_data_full (G_OBJECT (row), TEMPLATE, hlc_template_ref (template),
                          (GDestroyNotify) hlc_template_unref);

  return row;
}

static gboolean
is_wanted (HlcTemplateButton *self, HlcTemplate *template, const char *search)
{
  g_autofree char *text = g_strjoin (" ", template->title, template->name, template->description, NULL);

  return template->kind == self->kind && (*search == '\0' || g_str_match_string (search, text, TRUE));
}

/* Returns: which row has the keyboard; -1 for none */
static int
find_focused_row (HlcTemplateButton *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;

  return row != NULL && gtk_widget_is_ancestor (row, GTK_WIDGET (self->list))
             ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row))
             : -1;
}

/* Rows are made anew while somebody is at them. */
static void
hlc_template_button_restore_focus (HlcTemplateButton *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, MAX (index, 0));

  if (index < 0 && gtk_widget_get_visible (GTK_WIDGET (self->search_entry)))
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  else if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
hlc_template_button_update (HlcTemplateButton *self)
{
  GPtrArray *templates = hlc_template_shelf_get_templates (self->shelf);
  const char *search = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autofree char *more = NULL;
  GtkListBoxRow *row = NULL;
  guint n_kind = 0;
  guint n_found = 0;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));

  for (guint i = 0; i < templates->len; i++)
    {
      HlcTemplate *template = g_ptr_array_index (templates, i);

      n_kind += template->kind == self->kind;
      if (is_wanted (self, template, search) && n_found++ < MAX_ROWS)
        gtk_list_box_append (self->list, make_row (template));
    }

  if (n_found > MAX_ROWS)
    more = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u more: search for it",
                                         "%u more: search for them", (gulong) (n_found - MAX_ROWS)),
                            n_found - MAX_ROWS);
  else if (n_found == 0)
    more = g_strdup (_ ("No template has these words"));
  gtk_label_set_text (self->more, more != NULL ? more : "");
  gtk_widget_set_visible (GTK_WIDGET (self->more), more != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->search_entry), n_kind > FEW || *search != '\0');
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  HlcTemplate *template = g_object_get_data (G_OBJECT (row), TEMPLATE);
  HlcTemplate *other = before != NULL ? g_object_get_data (G_OBJECT (before), TEMPLATE) : NULL;
  GtkWidget *label = NULL;

  if (other != NULL && other->is_shipped == template->is_shipped)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  label = gtk_label_new (template->is_shipped ? _ ("To Begin With") : _ ("Your Own"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "template-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
show_cb (HlcTemplateButton *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  hlc_template_shelf_load (self->shelf);
}

static void
shelf_changed_cb (HlcTemplateButton *self)
{
  int index = -1;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->popover)))
    {
      hlc_template_button_update (self);
      return;
    }

  index = find_focused_row (self);
  hlc_template_button_update (self);
  hlc_template_button_restore_focus (self, index);
}

static void
search_cb (HlcTemplateButton *self)
{
  hlc_template_button_update (self);
}

static void
row_activated_cb (HlcTemplateButton *self, GtkListBoxRow *row)
{
  g_autoptr (HlcTemplate) template = hlc_template_ref (g_object_get_data (G_OBJECT (row), TEMPLATE));

  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, template);
}

static void
search_activate_cb (HlcTemplateButton *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL)
    row_activated_cb (self, row);
}

static void
close_cb (HlcTemplateButton *self)
{
  gtk_popover_popdown (self->popover);
}

static void
hlc_template_button_dispose (GObject *object)
{
  g_clear_object (&HLC_TEMPLATE_BUTTON (object)->shelf);

  G_OBJECT_CLASS (hlc_template_button_parent_class)->dispose (object);
}

static void
hlc_template_button_class_init (HlcTemplateButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_template_button_dispose;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", HLC_TYPE_TEMPLATE_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-template-button.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateButton, button);
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateButton, popover);
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateButton, search_entry);
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateButton, list);
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateButton, more);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
hlc_template_button_init (HlcTemplateButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
}

/**
 * hlc_template_button_connect:
 * @shelf: what is listed
 * @kind: of which kind
 *
 * Gives the button what it lists. To be called once.
 */
void
hlc_template_button_connect (HlcTemplateButton *self, HlcTemplateShelf *shelf, HlcTemplateKind kind)
{
  g_return_if_fail (HLC_IS_TEMPLATE_BUTTON (self));

  g_set_object (&self->shelf, shelf);
  self->kind = kind;
  g_signal_connect_object (shelf, "changed", G_CALLBACK (shelf_changed_cb), self, G_CONNECT_SWAPPED);
  hlc_template_button_update (self);
}

/** hlc_template_dup_caption: Returns: (transfer full): what stands below a template's title; may be empty; pure */
char *
hlc_template_dup_caption (HlcTemplate *template)
{
  g_autofree char *steps = NULL;

  g_return_val_if_fail (template != NULL, NULL);

  if (template->n_steps < 2)
    return g_strdup (template->description);

  steps = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u step", "%u steps", template->n_steps),
                           template->n_steps);
  return *template->description != '\0' ? g_strdup_printf ("%s · %s", steps, template->description)
                                        : g_steal_pointer (&steps);
}

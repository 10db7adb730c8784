/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-list-row.h"

#include <glib/gi18n-lib.h>

#include "hlc-delivery-item.h"
#include "hlc-joined-text.h"
#include "hlc-left-to-right.h"
#include "hlc-message-item.h"
#include "hlc-message-words.h"
#include "hlc-operation-item.h"
#include "hlc-presentation.h"
#include "hlc-tooltip.h"

/* Characters that have room in the narrowest list. */
#define ROOM_OF_TITLE 24
#define ROOM_OF_CAPTION 32

struct _HlcListRow
{
  GtkWidget parent_instance;

  GtkCheckButton *check;
  GtkImage *icon;
  GtkInscription *title;
  GtkLabel *time;
  GtkLabel *state;
  GtkInscription *caption;
  GtkImage *flag;
  GtkButton *retry;

  HlcTicker *ticker;                /* (owned) */
  HlcOperationSelection *selection; /* (owned) (nullable) */
  GObject *item;                    /* (owned) (nullable) */
  GSignalGroup *item_signals;
  const char *css_class;
  char *accessible_name; /* (owned) (nullable) */
  char *caption_text;    /* (owned) (nullable) */
  gint64 shown_time;
  gboolean holds_seconds; /* it counts down to the next attempt */
};

enum
{
  PROP_0,
  PROP_ITEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HlcListRow, hlc_list_row, GTK_TYPE_WIDGET)

/*
 * A screen reader stands on the row of the list, which is not ours and has no name of its own. It says a change of what it
 * stands on: an age that only grows waits until it has gone.
 */
static void
hlc_list_row_describe (HlcListRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  const char *time = gtk_label_get_label (self->time);
  g_autofree char *description = NULL;

  if (parent == NULL ||
      gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (parent)) != GTK_ACCESSIBLE_ROLE_LIST_ITEM)
    return;

  description = hlc_join_words ((const char *const[]){ time, self->caption_text, NULL });
  gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);
}

static void
hlc_list_row_update_name (HlcListRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  const char *name = self->accessible_name != NULL ? self->accessible_name : "";
  gboolean is_chosen =
      gtk_widget_get_visible (GTK_WIDGET (self->check)) && gtk_check_button_get_active (self->check);
  g_autofree char *words = hlc_join_words (
      (const char *const[]){ name, is_chosen ? C_ ("screen reader", "Selected") : NULL, NULL });

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (parent == NULL ||
      gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (parent)) != GTK_ACCESSIBLE_ROLE_LIST_ITEM)
    return;

  gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
hlc_list_row_update_time (HlcListRow *self)
{
  g_autofree char *relative = hlc_present_relative_time (self->shown_time, hlc_ticker_get_now (self->ticker));
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_label_set_label (self->time, relative);
  if (parent == NULL || !gtk_widget_has_focus (parent))
    hlc_list_row_describe (self);
}

/* A colour class stays on a recycled row until it is taken off by name; most rows are recycled for one that looks alike. */
static void
hlc_list_row_set_css_class (HlcListRow *self, const char *css_class)
{
  if (self->css_class == css_class)
    return;

  if (self->css_class != NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->css_class);
      gtk_widget_remove_css_class (GTK_WIDGET (self->state), self->css_class);
    }
  self->css_class = css_class;
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->icon), css_class);
      gtk_widget_add_css_class (GTK_WIDGET (self->state), css_class);
    }
}

static void
hlc_list_row_set_appearance (HlcListRow *self, const HlcAppearance *appearance)
{
  const char *icon_name = appearance != NULL ? appearance->icon_name : "content-loading-symbolic";

  hlc_list_row_set_css_class (self, appearance != NULL ? appearance->css_class : NULL);
  if (g_strcmp0 (gtk_image_get_icon_name (self->icon), icon_name) != 0)
    gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_label (self->state, appearance != NULL ? appearance->word : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state), appearance != NULL);
}

static void
hlc_list_row_show (HlcListRow *self,
                   const HlcAppearance *appearance,
                   const char *kind,
                   const char *title,
                   const char *caption,
                   gint64 time,
                   gboolean conflict)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *title_line = hlc_left_to_right_dup_line (GTK_WIDGET (self->title), title, ROOM_OF_TITLE);
  g_autofree char *caption_line =
      hlc_left_to_right_dup_line (GTK_WIDGET (self->caption), caption, ROOM_OF_CAPTION);

  g_ptr_array_add (words, (gpointer) title);
  if (kind != NULL)
    g_ptr_array_add (words, (gpointer) kind);
  if (appearance != NULL)
    g_ptr_array_add (words, (gpointer) appearance->word);
  if (conflict)
    g_ptr_array_add (words, (gpointer) _ ("Contradicts what was stored before"));
  g_ptr_array_add (words, NULL);
  g_free (self->accessible_name);
  self->accessible_name = hlc_join_words ((const char *const *) words->pdata);
  g_free (self->caption_text);
  self->caption_text = g_strdup (caption);

  hlc_list_row_set_appearance (self, appearance);
  gtk_inscription_set_text (self->title, title_line);
  gtk_inscription_set_text (self->caption, caption_line);
  self->shown_time = time;
  hlc_list_row_update_time (self);
  hlc_list_row_describe (self);
  hlc_list_row_update_name (self);
  gtk_widget_set_visible (GTK_WIDGET (self->flag), conflict);
}

static void
hlc_list_row_show_operation (HlcListRow *self, HlcOperation *operation)
{
  HlcAppearance appearance = hlc_present_operation (operation);
  g_autofree char *title = hlc_present_line (operation->title);
  g_autofree char *caption = hlc_present_operation_caption (operation);

  hlc_list_row_show (self, &appearance, hlc_present_kind (operation->kind), title, caption,
                     operation->responded_at != 0 ? operation->responded_at : operation->requested_at,
                     operation->conflict);
}

static void
hlc_list_row_show_delivery (HlcListRow *self, HlcDelivery *delivery)
{
  HlcAppearance appearance = hlc_present_verdict (delivery->verdict);
  g_autofree char *title = hlc_present_delivery_title (delivery);
  g_autofree char *caption = hlc_present_delivery_caption (delivery);

  hlc_list_row_show (self, &appearance, NULL, title, caption, delivery->received_at, delivery->conflict);
}

static HlcMessage *
hlc_list_row_get_message (HlcListRow *self)
{
  return HLC_IS_MESSAGE_ITEM (self->item) ? hlc_message_item_get_message (HLC_MESSAGE_ITEM (self->item))
                                          : NULL;
}

static void
hlc_list_row_show_message (HlcListRow *self, HlcMessage *message)
{
  HlcAppearance appearance = hlc_present_message_state (message->state);
  g_autofree char *state = hlc_words_message_state (message, hlc_ticker_get_now (self->ticker));
  g_autofree char *title = hlc_words_message_title (message);
  g_autofree char *caption = hlc_words_message_caption (message);

  appearance.word = state;
  hlc_list_row_show (self, &appearance, NULL, title, caption, message->created_at, FALSE);
}

/* Seconds are counted only where there is something to count. */
static void
hlc_list_row_update_seconds (HlcListRow *self)
{
  HlcMessage *message = hlc_list_row_get_message (self);
  gboolean holds = message != NULL && message->state == HLC_MESSAGE_PENDING && message->next_at != 0;

  if (holds && !self->holds_seconds)
    hlc_ticker_hold_seconds (self->ticker);
  else if (!holds && self->holds_seconds)
    hlc_ticker_release_seconds (self->ticker);
  self->holds_seconds = holds;
}

static void
second_cb (HlcListRow *self)
{
  if (self->holds_seconds)
    hlc_list_row_show_message (self, hlc_list_row_get_message (self));
}

static HlcOperation *
hlc_list_row_get_operation (HlcListRow *self)
{
  return HLC_IS_OPERATION_ITEM (self->item)
             ? hlc_operation_item_get_operation (HLC_OPERATION_ITEM (self->item))
             : NULL;
}

static void
hlc_list_row_update_check (HlcListRow *self)
{
  HlcOperation *operation = hlc_list_row_get_operation (self);
  gboolean is_shown = self->selection != NULL && operation != NULL &&
                      hlc_operation_is_ours_to_decide (operation) &&
                      hlc_operation_selection_get_active (self->selection);
  gboolean is_selected = is_shown && hlc_operation_selection_contains (self->selection, operation);

  gtk_widget_set_visible (GTK_WIDGET (self->check), is_shown);
  if (gtk_check_button_get_active (self->check) != is_selected)
    gtk_check_button_set_active (self->check, is_selected);
  hlc_list_row_update_name (self);
}

static void
toggled_cb (HlcListRow *self)
{
  HlcOperation *operation = hlc_list_row_get_operation (self);

  if (operation == NULL || !gtk_widget_get_visible (GTK_WIDGET (self->check)))
    return;

  if (!hlc_operation_selection_set (self->selection, operation, gtk_check_button_get_active (self->check)))
    hlc_list_row_update_check (self);
}

static void
hlc_list_row_update (HlcListRow *self)
{
  HlcOperation *operation = hlc_list_row_get_operation (self);
  HlcMessage *message = hlc_list_row_get_message (self);
  HlcDelivery *delivery = HLC_IS_DELIVERY_ITEM (self->item)
                              ? hlc_delivery_item_get_delivery (HLC_DELIVERY_ITEM (self->item))
                              : NULL;
  const char *error = self->item != NULL ? hlc_list_item_get_error (HLC_LIST_ITEM (self->item)) : NULL;
  gboolean is_read = operation != NULL || delivery != NULL || message != NULL;

  if (operation != NULL)
    hlc_list_row_show_operation (self, operation);
  else if (delivery != NULL)
    hlc_list_row_show_delivery (self, delivery);
  else if (message != NULL)
    hlc_list_row_show_message (self, message);
  else if (error != NULL)
    hlc_list_row_show (self, NULL, NULL, _ ("This row could not be read"), error, 0, FALSE);
  else
    hlc_list_row_show (self, NULL, NULL, "", "", 0, FALSE);

  hlc_list_row_update_check (self);
  hlc_list_row_update_seconds (self);
  gtk_widget_set_visible (GTK_WIDGET (self->retry), !is_read && error != NULL);
}

static gboolean
query_time_tooltip_cb (HlcListRow *self, int x, int y, gboolean keyboard_mode, GtkTooltip *tooltip)
{
  g_autofree char *absolute = hlc_present_absolute_time (self->shown_time);

  gtk_tooltip_set_text (tooltip, absolute);

  return *absolute != '\0';
}

static void
hlc_list_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ITEM:
      g_value_set_object (value, HLC_LIST_ROW (object)->item);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_list_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ITEM:
      hlc_list_row_set_item (HLC_LIST_ROW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* A row of a list box gets its content when that has its item already. */
static void
hlc_list_row_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hlc_list_row_parent_class)->root (widget);

  hlc_list_row_update_name (HLC_LIST_ROW (widget));
  hlc_list_row_describe (HLC_LIST_ROW (widget));
}

static void
hlc_list_row_dispose (GObject *object)
{
  HlcListRow *self = HLC_LIST_ROW (object);
  GtkWidget *child = NULL;

  if (self->holds_seconds)
    hlc_ticker_release_seconds (self->ticker);
  self->holds_seconds = FALSE;
  g_clear_object (&self->item_signals);
  g_clear_object (&self->item);
  g_clear_object (&self->ticker);
  g_clear_object (&self->selection);
  gtk_widget_dispose_template (GTK_WIDGET (self), HLC_TYPE_LIST_ROW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (hlc_list_row_parent_class)->dispose (object);
}

static void
hlc_list_row_finalize (GObject *object)
{
  HlcListRow *self = HLC_LIST_ROW (object);

  g_clear_pointer (&self->accessible_name, g_free);
  g_clear_pointer (&self->caption_text, g_free);

  G_OBJECT_CLASS (hlc_list_row_parent_class)->finalize (object);
}

static void
hlc_list_row_class_init (HlcListRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hlc_list_row_get_property;
  object_class->set_property = hlc_list_row_set_property;
  object_class->dispose = hlc_list_row_dispose;
  object_class->finalize = hlc_list_row_finalize;
  widget_class->root = hlc_list_row_root;

  properties[PROP_ITEM] =
      g_param_spec_object ("item", NULL, NULL, G_TYPE_OBJECT,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-list-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcListRow, check);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_child (widget_class, HlcListRow, icon);
  gtk_widget_class_bind_template_child (widget_class, HlcListRow, title);
  gtk_widget_class_bind_template_child (widget_class, HlcListRow, time);
  gtk_widget_class_bind_template_child (widget_class, HlcListRow, state);
  gtk_widget_class_bind_template_child (widget_class, HlcListRow, caption);
  gtk_widget_class_bind_template_child (widget_class, HlcListRow, flag);
  gtk_widget_class_bind_template_child (widget_class, HlcListRow, retry);
}

static void
hlc_list_row_init (HlcListRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  hlc_tooltip_set (GTK_WIDGET (self->flag), _ ("Contradicts what was stored before"));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->time), TRUE);
  g_signal_connect_swapped (self->time, "query-tooltip", G_CALLBACK (query_time_tooltip_cb), self);

  self->item_signals = g_signal_group_new (G_TYPE_OBJECT);
  g_signal_group_connect_swapped (self->item_signals, "notify", G_CALLBACK (hlc_list_row_update), self);
}

/**
 * hlc_list_row_new:
 * @ticker: what keeps its relative time right
 *
 * Returns: (transfer floating): a row without an item
 */
GtkWidget *
hlc_list_row_new (HlcTicker *ticker)
{
  HlcListRow *self = NULL;

  g_return_val_if_fail (HLC_IS_TICKER (ticker), NULL);

  self = g_object_new (HLC_TYPE_LIST_ROW, NULL);
  self->ticker = g_object_ref (ticker);
  g_signal_connect_object (ticker, "tick", G_CALLBACK (hlc_list_row_update_time), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "second", G_CALLBACK (second_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * hlc_list_row_set_selection:
 * @selection: where its check box puts the operation
 */
void
hlc_list_row_set_selection (HlcListRow *self, HlcOperationSelection *selection)
{
  g_return_if_fail (HLC_IS_LIST_ROW (self));
  g_return_if_fail (self->selection == NULL);

  self->selection = g_object_ref (selection);
  g_signal_connect_object (selection, "changed", G_CALLBACK (hlc_list_row_update_check), self,
                           G_CONNECT_SWAPPED);
}

/** hlc_list_row_get_item: Returns: (transfer none) (nullable): what it shows */
GObject *
hlc_list_row_get_item (HlcListRow *self)
{
  g_return_val_if_fail (HLC_IS_LIST_ROW (self), NULL);

  return self->item;
}

/**
 * hlc_list_row_set_item:
 * @item: (nullable): an #HlcOperationItem, an #HlcDeliveryItem or an #HlcMessageItem; %NULL while the row is not in use
 */
void
hlc_list_row_set_item (HlcListRow *self, GObject *item)
{
  g_return_if_fail (HLC_IS_LIST_ROW (self));
  g_return_if_fail (item == NULL || HLC_IS_LIST_ITEM (item));

  if (!g_set_object (&self->item, item))
    return;

  g_signal_group_set_target (self->item_signals, item);
  hlc_list_row_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
}

/** hlc_list_row_get_title: Returns: (transfer none) (nullable): the text of its first line */
const char *
hlc_list_row_get_title (HlcListRow *self)
{
  g_return_val_if_fail (HLC_IS_LIST_ROW (self), NULL);

  return gtk_inscription_get_text (self->title);
}

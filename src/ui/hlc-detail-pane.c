/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-detail-pane.h"

#include <glib/gi18n-lib.h>

#include "hlc-delivery-item.h"
#include "hlc-delivery-page.h"
#include "hlc-message-item.h"
#include "hlc-message-page.h"
#include "hlc-operation-item.h"

struct _HlcDetailPane
{
  AdwBin parent_instance;

  AdwWindowTitle *title;
  GtkStack *stack;
  HlcOperationPage *operation_page;
  HlcDeliveryPage *delivery_page; /* (nullable): made when it is first shown, as the next */
  HlcMessagePage *message_page;   /* (nullable) */

  HlcConsole *console;        /* (owned) (nullable) */
  HlcRoutes *routes;          /* (owned) (nullable) */
  HlcTicker *ticker;          /* (owned) (nullable) */
  HlcDecisionQueue *queue;    /* (owned) (nullable) */
  GSignalGroup *item_signals; /* of the selected item, until its columns have come */
  char *call_id_to_deny;      /* (owned) (nullable): as soon as it is on the page */
  gboolean folded;
};

enum
{
  PROP_0,
  PROP_FOLDED,
  N_PROPS
};

enum
{
  SIGNAL_OPERATION_SHOWN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcDetailPane, hlc_detail_pane, ADW_TYPE_BIN)

static void
item_read_cb (HlcDetailPane *self, GParamSpec *pspec, GObject *item)
{
  hlc_detail_pane_show_item (self, item);
}

static void
hlc_detail_pane_name_operation (HlcDetailPane *self, HlcOperation *operation)
{
  adw_window_title_set_title (self->title, operation->kind == HLC_OPERATION_FUNCTION_CALL
                                               ? _ ("Function Call")
                                               : _ ("Human Contact"));
}

static void
hlc_detail_pane_deny_now (HlcDetailPane *self)
{
  HlcDecisionBar *bar = hlc_operation_page_get_decision_bar (self->operation_page);

  g_clear_pointer (&self->call_id_to_deny, g_free);
  gtk_widget_activate_action (GTK_WIDGET (bar), "decide.deny", NULL);
}

static void
operation_shown_cb (HlcDetailPane *self)
{
  HlcOperation *operation = hlc_operation_page_get_operation (self->operation_page);

  hlc_detail_pane_name_operation (self, operation);
  g_signal_emit (self, signals[SIGNAL_OPERATION_SHOWN], 0, operation->call_id);
  if (g_strcmp0 (self->call_id_to_deny, operation->call_id) == 0)
    hlc_detail_pane_deny_now (self);
}

static void
hlc_detail_pane_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, HLC_DETAIL_PANE (object)->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_detail_pane_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HlcDetailPane *self = HLC_DETAIL_PANE (object);

  switch (prop_id)
    {
    case PROP_FOLDED:
      if (self->folded == g_value_get_boolean (value))
        break;
      self->folded = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_detail_pane_dispose (GObject *object)
{
  HlcDetailPane *self = HLC_DETAIL_PANE (object);

  g_clear_pointer (&self->call_id_to_deny, g_free);
  g_clear_object (&self->item_signals);
  g_clear_object (&self->queue);
  g_clear_object (&self->ticker);
  g_clear_object (&self->routes);
  g_clear_object (&self->console);

  G_OBJECT_CLASS (hlc_detail_pane_parent_class)->dispose (object);
}

static void
hlc_detail_pane_class_init (HlcDetailPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hlc_detail_pane_get_property;
  object_class->set_property = hlc_detail_pane_set_property;
  object_class->dispose = hlc_detail_pane_dispose;

  properties[PROP_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_OPERATION_SHOWN] = g_signal_new ("operation-shown", HLC_TYPE_DETAIL_PANE, G_SIGNAL_RUN_LAST,
                                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (HLC_TYPE_OPERATION_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-detail-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcDetailPane, title);
  gtk_widget_class_bind_template_child (widget_class, HlcDetailPane, stack);
  gtk_widget_class_bind_template_child (widget_class, HlcDetailPane, operation_page);
  gtk_widget_class_bind_template_callback (widget_class, operation_shown_cb);
}

static void
hlc_detail_pane_init (HlcDetailPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->item_signals = g_signal_group_new (G_TYPE_OBJECT);
  g_signal_group_connect_swapped (self->item_signals, "notify", G_CALLBACK (item_read_cb), self);
}

/**
 * hlc_detail_pane_connect:
 * @console: what is shown
 * @queue: what takes decisions
 * @routes: where messages can be sent
 * @ticker: what keeps relative times right
 *
 * To be called once.
 */
void
hlc_detail_pane_connect (HlcDetailPane *self,
                         HlcConsole *console,
                         HlcDecisionQueue *queue,
                         HlcRoutes *routes,
                         HlcTicker *ticker)
{
  g_return_if_fail (HLC_IS_DETAIL_PANE (self));
  g_return_if_fail (HLC_IS_CONSOLE (console));

  g_set_object (&self->console, console);
  g_set_object (&self->queue, queue);
  g_set_object (&self->routes, routes);
  g_set_object (&self->ticker, ticker);
  hlc_operation_page_connect (self->operation_page, hlc_console_get_store (console),
                              hlc_console_get_remote (console), queue, ticker);
}

/** hlc_detail_pane_show_nothing: says that nothing is selected */
void
hlc_detail_pane_show_nothing (HlcDetailPane *self)
{
  g_return_if_fail (HLC_IS_DETAIL_PANE (self));

  g_signal_group_set_target (self->item_signals, NULL);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
  adw_window_title_set_title (self->title, "");
}

/**
 * hlc_detail_pane_show_operation:
 * @call_id: which operation
 */
void
hlc_detail_pane_show_operation (HlcDetailPane *self, const char *call_id)
{
  g_return_if_fail (HLC_IS_DETAIL_PANE (self));

  /* Somebody who goes on to another operation has decided: nothing is left to undo. */
  if (!hlc_decision_queue_holds (self->queue, call_id))
    hlc_decision_queue_flush (self->queue);
  hlc_operation_page_show (self->operation_page, call_id);
  gtk_stack_set_visible_child_name (self->stack, "operation");
  /* What is on the page already is not read, so it does not say that it is shown. */
  if (hlc_operation_page_get_operation (self->operation_page) != NULL)
    hlc_detail_pane_name_operation (self, hlc_operation_page_get_operation (self->operation_page));
}

/**
 * hlc_detail_pane_deny_operation:
 * @call_id: which operation
 *
 * Shows the operation and asks for the comment of its denial.
 */
void
hlc_detail_pane_deny_operation (HlcDetailPane *self, const char *call_id)
{
  g_return_if_fail (HLC_IS_DETAIL_PANE (self));

  g_free (self->call_id_to_deny);
  self->call_id_to_deny = g_strdup (call_id);
  hlc_detail_pane_show_operation (self, call_id);
  /* What is on the page already is not read again. */
  if (g_strcmp0 (hlc_detail_pane_get_call_id (self), call_id) == 0)
    hlc_detail_pane_deny_now (self);
}

/**
 * hlc_detail_pane_show_delivery:
 * @id: the store's id of a delivery
 */
void
hlc_detail_pane_show_delivery (HlcDetailPane *self, gint64 id)
{
  g_return_if_fail (HLC_IS_DETAIL_PANE (self));

  if (self->delivery_page == NULL)
    {
      self->delivery_page = g_object_new (HLC_TYPE_DELIVERY_PAGE, NULL);
      hlc_delivery_page_connect (self->delivery_page, self->console, self->routes, self->ticker);
      gtk_stack_add_titled (self->stack, GTK_WIDGET (self->delivery_page), "delivery", _ ("Webhook"));
    }
  hlc_delivery_page_show (self->delivery_page, id);
  gtk_stack_set_visible_child_name (self->stack, "delivery");
  adw_window_title_set_title (self->title, _ ("Webhook"));
}

/**
 * hlc_detail_pane_show_message:
 * @message_id: which message
 */
void
hlc_detail_pane_show_message (HlcDetailPane *self, const char *message_id)
{
  g_return_if_fail (HLC_IS_DETAIL_PANE (self));

  if (self->message_page == NULL)
    {
      self->message_page = g_object_new (HLC_TYPE_MESSAGE_PAGE, NULL);
      hlc_message_page_connect (self->message_page, self->console, self->routes, self->ticker);
      gtk_stack_add_titled (self->stack, GTK_WIDGET (self->message_page), "message", _ ("Message"));
    }
  hlc_message_page_show (self->message_page, message_id);
  gtk_stack_set_visible_child_name (self->stack, "message");
  adw_window_title_set_title (self->title, _ ("Message"));
}

/**
 * hlc_detail_pane_show_item:
 * @item: an item of a list: an #HlcOperationItem, an #HlcDeliveryItem or an #HlcMessageItem
 *
 * Shows what was selected, as soon as its columns are there.
 */
void
hlc_detail_pane_show_item (HlcDetailPane *self, GObject *item)
{
  HlcOperation *operation = NULL;
  HlcDelivery *delivery = NULL;
  HlcMessage *message = NULL;

  g_return_if_fail (HLC_IS_DETAIL_PANE (self));

  if (HLC_IS_OPERATION_ITEM (item))
    operation = hlc_operation_item_get_operation (HLC_OPERATION_ITEM (item));
  else if (HLC_IS_DELIVERY_ITEM (item))
    delivery = hlc_delivery_item_get_delivery (HLC_DELIVERY_ITEM (item));
  else if (HLC_IS_MESSAGE_ITEM (item))
    message = hlc_message_item_get_message (HLC_MESSAGE_ITEM (item));

  g_signal_group_set_target (self->item_signals,
                             operation == NULL && delivery == NULL && message == NULL ? item : NULL);
  if (operation != NULL)
    hlc_detail_pane_show_operation (self, operation->call_id);
  else if (delivery != NULL)
    hlc_detail_pane_show_delivery (self, delivery->id);
  else if (message != NULL)
    hlc_detail_pane_show_message (self, message->message_id);
}

/** hlc_detail_pane_get_call_id: Returns: (transfer none) (nullable): of the operation that is on the page, if one is */
const char *
hlc_detail_pane_get_call_id (HlcDetailPane *self)
{
  HlcOperation *operation = NULL;

  g_return_val_if_fail (HLC_IS_DETAIL_PANE (self), NULL);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "operation") != 0)
    return NULL;

  operation = hlc_operation_page_get_operation (self->operation_page);
  return operation != NULL ? operation->call_id : NULL;
}

/** hlc_detail_pane_get_is_empty: Returns: whether nothing is selected */
gboolean
hlc_detail_pane_get_is_empty (HlcDetailPane *self)
{
  g_return_val_if_fail (HLC_IS_DETAIL_PANE (self), TRUE);

  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "nothing") == 0;
}

static GtkWidget *
find_part (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *part = NULL;

      if (GTK_IS_STACK_SWITCHER (widget))
        part = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (child)) ? child : NULL;
      else if (gtk_widget_get_visible (child))
        part = find_part (child);
      if (part != NULL)
        return part;
    }

  return NULL;
}

/**
 * hlc_detail_pane_focus:
 *
 * Gives the keyboard to the name of the part that is shown. Not to the first button: that one decides, and whoever opened
 * an operation by Return may press it once more.
 */
void
hlc_detail_pane_focus (HlcDetailPane *self)
{
  GtkWidget *part = NULL;

  g_return_if_fail (HLC_IS_DETAIL_PANE (self));

  part = find_part (gtk_stack_get_visible_child (self->stack));
  if (part != NULL)
    gtk_widget_grab_focus (part);
}

/** hlc_detail_pane_get_operation_page: Returns: (transfer none): where operations are shown */
HlcOperationPage *
hlc_detail_pane_get_operation_page (HlcDetailPane *self)
{
  g_return_val_if_fail (HLC_IS_DETAIL_PANE (self), NULL);

  return self->operation_page;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-list-page.h"

#include <glib/gi18n-lib.h>

#include "hlc-fold-layout.h"
#include "hlc-let-wrap.h"
#include "hlc-list-row.h"
#include "hlc-operation-item.h"
#include "hlc-place-list.h"
#include "hlc-wrap-layout.h"

struct _HlcListPage
{
  AdwBin parent_instance;

  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  GtkScrolledWindow *scrolled_window;
  GtkListView *list_view;
  AdwStatusPage *empty_page;
  GtkButton *empty_button;
  AdwStatusPage *error_page;
  GtkRevealer *selection_revealer;
  GtkLabel *selection_label;
  GtkWidget *template_button;
  GtkButton *decide_button;

  HlcStore *store;               /* (owned) */
  HlcTicker *ticker;             /* (owned) */
  HlcLazyList *list;             /* (owned) (nullable) */
  GtkSingleSelection *selection; /* (owned) */
  HlcOperationSelection *chosen; /* (owned): for deciding several at once */
  guint lost_position;           /* where the selected row was before it left the list */
  gboolean wants_advance;
  HlcPlace place;
  char *
      search; /* (owned) (nullable): what is listed; the entry may be ahead of it, or emit without a change */
  gboolean search_mode;
  gboolean wants_focus; /* as soon as there is a row that can have it */
  guint focus_source;
  guint advance_source;
};

enum
{
  PROP_0,
  PROP_SEARCH_MODE,
  PROP_SINGLE_CLICK_ACTIVATE,
  N_PROPS
};

enum
{
  SIGNAL_SELECTED,
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcListPage, hlc_list_page, ADW_TYPE_BIN)

static const char *
hlc_list_page_get_search (HlcListPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  return self->search_mode && *text != '\0' ? text : NULL;
}

static gboolean
holds_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static void
hlc_list_page_update_stack (HlcListPage *self)
{
  const char *error = hlc_lazy_list_get_error (self->list);
  const char *page = "empty";
  gboolean has_focus = holds_focus (GTK_WIDGET (self->stack));

  if (error != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (error, -1);

      adw_status_page_set_description (self->error_page, escaped);
      page = "error";
    }
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0 || hlc_lazy_list_get_loading (self->list))
    page = "list";
  else if (self->search != NULL)
    page = "no-results";

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), page) == 0)
    return;

  gtk_stack_set_visible_child_name (self->stack, page);
  /* Whoever waits in front of an empty list is in it when it is filled; a hidden one would leave no focus anywhere. */
  if (has_focus)
    {
      self->wants_focus = TRUE;
      gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
    }
}

static gboolean
focus_later_cb (gpointer user_data)
{
  HlcListPage *self = user_data;

  self->focus_source = 0;
  hlc_list_page_focus (self);

  return G_SOURCE_REMOVE;
}

/* The selected row leaves the list when its operation is decided: the one after it is to be found again. This runs
 * before the selection learns of the change. */
static void
hlc_list_page_note_loss (HlcListPage *self, guint position, guint n_removed, guint n_added)
{
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (selected != GTK_INVALID_LIST_POSITION && selected >= position && selected < position + n_removed &&
      n_removed > n_added)
    self->lost_position = position;
  else if (self->lost_position != GTK_INVALID_LIST_POSITION && position <= self->lost_position)
    self->lost_position =
        self->lost_position + n_added >= n_removed ? self->lost_position + n_added - n_removed : 0;
}

static gboolean
advance_later_cb (gpointer user_data)
{
  HlcListPage *self = user_data;

  self->advance_source = 0;
  hlc_list_page_advance (self);

  return G_SOURCE_REMOVE;
}

/* The list view makes its rows after this handler has run. */
static void
items_changed_cb (HlcListPage *self, guint position, guint n_removed, guint n_added)
{
  hlc_list_page_note_loss (self, position, n_removed, n_added);
  if (self->wants_advance && self->advance_source == 0)
    self->advance_source = g_idle_add (advance_later_cb, self);
  hlc_list_page_update_stack (self);
  if (self->wants_focus && self->focus_source == 0)
    self->focus_source = g_idle_add (focus_later_cb, self);
}

static void
hlc_list_page_update_query (HlcListPage *self)
{
  const char *search = hlc_list_page_get_search (self);

  if (self->list == NULL || g_strcmp0 (self->search, search) == 0)
    return;

  g_free (self->search);
  self->search = g_strdup (search);

  hlc_place_list_search (self->list, self->place, search);
  hlc_list_page_update_stack (self);
}

/* The keyboard's place is the list view's own: it is moved by giving the focus to the row that shows the item. */
static void
hlc_list_page_focus_selected (HlcListPage *self)
{
  GObject *item = gtk_single_selection_get_selected_item (self->selection);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list_view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);

      if (HLC_IS_LIST_ROW (row) && hlc_list_row_get_item (HLC_LIST_ROW (row)) == item)
        {
          gtk_widget_grab_focus (child);
          return;
        }
    }
}

static void
search_changed_cb (HlcListPage *self)
{
  hlc_list_page_update_query (self);
}

static void
focus_list_cb (HlcListPage *self)
{
  if (gtk_single_selection_get_selected (self->selection) == GTK_INVALID_LIST_POSITION)
    hlc_list_page_move (self, 1);
  hlc_list_page_focus (self);
}

static void
activate_cb (HlcListPage *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  gtk_single_selection_set_selected (self->selection, position);
  /* The button that reads a row again is not on the way of the keyboard. */
  if (item != NULL && hlc_list_item_get_error (HLC_LIST_ITEM (item)) != NULL)
    hlc_lazy_list_retry (self->list);
  else if (item != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, item);
}

/* A row that leaves the list, because its operation was decided, takes the selection with it but not what is being
 * read beside it: nothing is told then. */
static void
selected_item_cb (HlcListPage *self)
{
  GObject *item = gtk_single_selection_get_selected_item (self->selection);

  if (item != NULL)
    g_signal_emit (self, signals[SIGNAL_SELECTED], 0, item);
}

static void
setup_row_cb (HlcListPage *self, GtkListItem *list_item)
{
  GtkWidget *row = hlc_list_row_new (self->ticker);

  hlc_list_row_set_selection (HLC_LIST_ROW (row), self->chosen);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_row_cb (HlcListPage *self, GtkListItem *list_item)
{
  hlc_list_row_set_item (HLC_LIST_ROW (gtk_list_item_get_child (list_item)),
                         gtk_list_item_get_item (list_item));
}

static void
unbind_row_cb (HlcListPage *self, GtkListItem *list_item)
{
  hlc_list_row_set_item (HLC_LIST_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hlc_lazy_list_retry (HLC_LIST_PAGE (widget)->list);
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hlc_list_page_move (HLC_LIST_PAGE (widget), g_variant_get_int32 (parameter));
}

static void
chosen_changed_cb (HlcListPage *self)
{
  guint size = hlc_operation_selection_get_size (self->chosen);
  g_autofree char *label =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u selected", "%'u selected", size), size);
  g_autofree char *decide = g_strdup_printf (_ ("_Decide %'u…"), size);

  gtk_label_set_text (self->selection_label, size > 0 ? label : _ ("Select operations"));
  gtk_button_set_label (self->decide_button, size > 0 ? decide : _ ("_Decide…"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->decide_button), size > 0);
  gtk_widget_set_sensitive (self->template_button, size > 0);
  gtk_revealer_set_reveal_child (self->selection_revealer, hlc_operation_selection_get_active (self->chosen));
}

/* x, as in a mail reader: selecting begins with the row that the keyboard is on. */
static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcListPage *self = HLC_LIST_PAGE (widget);
  GObject *item = gtk_single_selection_get_selected_item (self->selection);
  HlcOperation *operation =
      HLC_IS_OPERATION_ITEM (item) ? hlc_operation_item_get_operation (HLC_OPERATION_ITEM (item)) : NULL;

  if (self->place != HLC_PLACE_PENDING || operation == NULL)
    return;

  hlc_operation_selection_set_active (self->chosen, TRUE);
  hlc_operation_selection_set (self->chosen, operation,
                               !hlc_operation_selection_contains (self->chosen, operation));
}

static void
end_choosing_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hlc_list_page_end_choosing (HLC_LIST_PAGE (widget));
}

static void
save_template_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GPtrArray) operations = hlc_operation_selection_dup_operations (HLC_LIST_PAGE (widget)->chosen);
  g_autoptr (GPtrArray) call_ids = g_ptr_array_new ();

  for (guint i = 0; i < operations->len; i++)
    g_ptr_array_add (call_ids, ((HlcOperation *) g_ptr_array_index (operations, i))->call_id);
  g_ptr_array_add (call_ids, NULL);

  if (operations->len > 0)
    gtk_widget_activate_action (widget, "new.template-from", "^as", call_ids->pdata);
}

static void
hlc_list_page_set_search_mode (HlcListPage *self, gboolean search_mode)
{
  if (self->search_mode == search_mode)
    return;

  self->search_mode = search_mode;
  hlc_list_page_update_query (self);
  if (search_mode)
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH_MODE]);
}

static void
hlc_list_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HlcListPage *self = HLC_LIST_PAGE (object);

  switch (prop_id)
    {
    case PROP_SEARCH_MODE:
      g_value_set_boolean (value, self->search_mode);
      break;
    case PROP_SINGLE_CLICK_ACTIVATE:
      g_value_set_boolean (value, gtk_list_view_get_single_click_activate (self->list_view));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_list_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HlcListPage *self = HLC_LIST_PAGE (object);

  switch (prop_id)
    {
    case PROP_SEARCH_MODE:
      hlc_list_page_set_search_mode (self, g_value_get_boolean (value));
      break;
    case PROP_SINGLE_CLICK_ACTIVATE:
      gtk_list_view_set_single_click_activate (self->list_view, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* Tab leaves the list, where arrows move: through a million rows it would never come to the operation. */
static gboolean
hlc_list_page_move_focus (GtkWidget *widget, GtkDirectionType direction)
{
  HlcListPage *self = HLC_LIST_PAGE (widget);

  if ((direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD) &&
      holds_focus (GTK_WIDGET (self->list_view)))
    return gtk_widget_child_focus (direction == GTK_DIR_TAB_FORWARD ? GTK_WIDGET (self->selection_revealer)
                                                                    : GTK_WIDGET (self->search_bar),
                                   direction);

  return GTK_WIDGET_CLASS (hlc_list_page_parent_class)->focus (widget, direction);
}

static void
hlc_list_page_dispose (GObject *object)
{
  HlcListPage *self = HLC_LIST_PAGE (object);

  g_clear_handle_id (&self->focus_source, g_source_remove);
  g_clear_handle_id (&self->advance_source, g_source_remove);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->chosen);
  g_clear_object (&self->ticker);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (hlc_list_page_parent_class)->dispose (object);
}

static void
hlc_list_page_finalize (GObject *object)
{
  g_clear_pointer (&HLC_LIST_PAGE (object)->search, g_free);

  G_OBJECT_CLASS (hlc_list_page_parent_class)->finalize (object);
}

static void
hlc_list_page_class_init (HlcListPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hlc_list_page_get_property;
  object_class->set_property = hlc_list_page_set_property;
  object_class->dispose = hlc_list_page_dispose;
  object_class->finalize = hlc_list_page_finalize;
  widget_class->focus = hlc_list_page_move_focus;

  properties[PROP_SEARCH_MODE] =
      g_param_spec_boolean ("search-mode", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SINGLE_CLICK_ACTIVATE] = g_param_spec_boolean ("single-click-activate", NULL, NULL, FALSE,
                                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_SELECTED] = g_signal_new ("selected", HLC_TYPE_LIST_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", HLC_TYPE_LIST_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);

  gtk_widget_class_install_action (widget_class, "page.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "page.move", "i", move_action);
  gtk_widget_class_install_action (widget_class, "page.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "page.end-choosing", NULL, end_choosing_action);
  gtk_widget_class_install_action (widget_class, "page.save-template", NULL, save_template_action);

  g_type_ensure (HLC_TYPE_FOLD_LAYOUT);
  g_type_ensure (HLC_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcListPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, HlcListPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, HlcListPage, stack);
  gtk_widget_class_bind_template_child (widget_class, HlcListPage, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, HlcListPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, HlcListPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, HlcListPage, empty_button);
  gtk_widget_class_bind_template_child (widget_class, HlcListPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, HlcListPage, selection_revealer);
  gtk_widget_class_bind_template_child (widget_class, HlcListPage, selection_label);
  gtk_widget_class_bind_template_child (widget_class, HlcListPage, template_button);
  gtk_widget_class_bind_template_child (widget_class, HlcListPage, decide_button);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_list_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

/* j and k move as in a pager, x selects. They are the list's own, so that they stay letters in an entry. */
static void
hlc_list_page_add_shortcuts (HlcListPage *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new_with_arguments (gtk_keyval_trigger_new (GDK_KEY_j, 0),
                                       gtk_named_action_new ("page.move"), "i", 1));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new_with_arguments (gtk_keyval_trigger_new (GDK_KEY_k, 0),
                                       gtk_named_action_new ("page.move"), "i", -1));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_x, 0),
                                                          gtk_named_action_new ("page.choose")));
  gtk_widget_add_controller (GTK_WIDGET (self->list_view), controller);
}

static void
hlc_list_page_init (HlcListPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_row_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list_view, factory);

  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_item_cb), self,
                           G_CONNECT_SWAPPED);

  self->lost_position = GTK_INVALID_LIST_POSITION;
  self->chosen = hlc_operation_selection_new ();
  g_signal_connect_object (self->chosen, "changed", G_CALLBACK (chosen_changed_cb), self, G_CONNECT_SWAPPED);
  chosen_changed_cb (self);

  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  hlc_list_page_add_shortcuts (self);
}

/**
 * hlc_list_page_connect:
 * @store: what is listed
 * @ticker: what keeps relative times right
 *
 * Gives the page what it shows. To be called once, before a place is set.
 */
void
hlc_list_page_connect (HlcListPage *self, HlcStore *store, HlcTicker *ticker)
{
  g_return_if_fail (HLC_IS_LIST_PAGE (self));
  g_return_if_fail (HLC_IS_STORE (store));
  g_return_if_fail (HLC_IS_TICKER (ticker));

  g_set_object (&self->store, store);
  g_set_object (&self->ticker, ticker);
}

/**
 * hlc_list_page_set_place:
 * @place: a place with a list
 *
 * Shows another list, with nothing selected and no search.
 */
void
hlc_list_page_set_place (HlcListPage *self, HlcPlace place)
{
  const HlcPlaceDescription *description = hlc_place_describe (place);

  g_return_if_fail (HLC_IS_LIST_PAGE (self));
  g_return_if_fail (self->store != NULL && description->has_list);

  if (self->list != NULL && self->place == place)
    {
      gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
      return;
    }

  self->lost_position = GTK_INVALID_LIST_POSITION;
  self->wants_advance = FALSE;
  hlc_operation_selection_set_active (self->chosen, FALSE);
  gtk_single_selection_set_model (self->selection, NULL);
  g_clear_object (&self->list);
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  g_clear_pointer (&self->search, g_free);
  self->place = place;

  self->list = hlc_place_list_new (self->store, place);
  adw_status_page_set_icon_name (self->empty_page, description->icon_name);
  adw_status_page_set_title (self->empty_page, _ (description->empty_title));
  adw_status_page_set_description (self->empty_page, _ (description->empty_description));
  gtk_widget_set_visible (GTK_WIDGET (self->empty_button), description->empty_action != NULL);
  gtk_button_set_label (self->empty_button,
                        description->empty_label != NULL ? _ (description->empty_label) : "");
  hlc_let_wrap (GTK_WIDGET (self->empty_button));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->empty_button), description->empty_action);

  g_signal_connect_object (self->list, "notify", G_CALLBACK (hlc_list_page_update_stack), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->list));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
  hlc_list_page_update_stack (self);
}

/** hlc_list_page_get_model: Returns: (transfer none): what the list view shows, with its selection */
GtkSelectionModel *
hlc_list_page_get_model (HlcListPage *self)
{
  g_return_val_if_fail (HLC_IS_LIST_PAGE (self), NULL);

  return GTK_SELECTION_MODEL (self->selection);
}

/**
 * hlc_list_page_move:
 * @step: 1 for the next row, -1 for the one before
 *
 * Moves the selection, from nothing to the first row, and scrolls there.
 */
void
hlc_list_page_move (HlcListPage *self, int step)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint position = gtk_single_selection_get_selected (self->selection);

  g_return_if_fail (HLC_IS_LIST_PAGE (self));

  if (n_items == 0)
    return;

  if (position == GTK_INVALID_LIST_POSITION)
    position = 0;
  else if (step > 0)
    position = MIN (position + 1, n_items - 1);
  else
    position = position == 0 ? 0 : position - 1;

  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u", position);
  hlc_list_page_focus_selected (self);
}

/**
 * hlc_list_page_focus:
 *
 * Gives the keyboard to the list, now or as soon as it has a row.
 */
void
hlc_list_page_focus (HlcListPage *self)
{
  g_return_if_fail (HLC_IS_LIST_PAGE (self));

  /* A list whose rows are still to come takes the focus itself, and keeps it from them. */
  self->wants_focus = !gtk_widget_grab_focus (GTK_WIDGET (self->list_view)) ||
                      gtk_widget_has_focus (GTK_WIDGET (self->list_view));
}

/**
 * hlc_list_page_advance:
 *
 * Selects the row that took the place of the selected one, now or as soon as that one has left the list.
 */
void
hlc_list_page_advance (HlcListPage *self)
{
  guint n_items = 0;

  g_return_if_fail (HLC_IS_LIST_PAGE (self));

  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  self->wants_advance = self->lost_position == GTK_INVALID_LIST_POSITION;
  if (self->wants_advance || n_items == 0)
    return;

  gtk_single_selection_set_selected (self->selection, MIN (self->lost_position, n_items - 1));
  self->lost_position = GTK_INVALID_LIST_POSITION;
  self->wants_focus = TRUE;
  if (self->focus_source == 0)
    self->focus_source = g_idle_add (focus_later_cb, self);
}

/**
 * hlc_list_page_end_choosing:
 *
 * Chooses nothing any more, and gives the keyboard to the list: the bar that goes would take it along, and then no key does
 * anything.
 */
void
hlc_list_page_end_choosing (HlcListPage *self)
{
  g_return_if_fail (HLC_IS_LIST_PAGE (self));

  hlc_operation_selection_set_active (self->chosen, FALSE);
  hlc_list_page_focus (self);
}

/** hlc_list_page_get_chosen: Returns: (transfer none): what is selected to be decided together */
HlcOperationSelection *
hlc_list_page_get_chosen (HlcListPage *self)
{
  g_return_val_if_fail (HLC_IS_LIST_PAGE (self), NULL);

  return self->chosen;
}

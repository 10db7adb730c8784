/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-event-origin.h"

#include <glib/gi18n-lib.h>

#include "hlc-let-fold.h"
#include "hlc-operation-picker.h"
#include "hlc-protocol-json.h"
#include "hlc-template-expand.h"
#include "hlc-template-folder.h"
#include "hlc-template-shipped.h"

struct _HlcEventOrigin
{
  AdwActionRow parent_instance;

  GtkMenuButton *button;
  GMenu *menu; /* (owned) */

  HlcStore *store;           /* (owned) */
  GCancellable *cancellable; /* (owned) */
  char *folder;              /* (owned): of the developer's own templates */
  GPtrArray *templates;      /* (owned) (nullable) (element-type HlcTemplate): of events */
  gint64 now;
  char *token; /* (owned) */
};

/* What an event is made of, one of the three, and what was made. */
typedef struct
{
  HlcTemplate *template;   /* (nullable) */
  HlcOperation *operation; /* (nullable) */
  HlcEventDraft *draft;    /* (nullable) */
  gint64 now;
  char *token;
  char *title;
  HlcEventSheet *sheet; /* (nullable) */
  char *loss;           /* (nullable) */
} Making;

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcEventOrigin, hlc_event_origin, ADW_TYPE_ACTION_ROW)

static void
making_free (gpointer data)
{
  Making *making = data;

  g_clear_pointer (&making->template, hlc_template_unref);
  g_clear_pointer (&making->operation, hlc_operation_unref);
  g_clear_pointer (&making->draft, hlc_event_draft_free);
  g_free (making->token);
  g_free (making->title);
  g_clear_pointer (&making->sheet, hlc_event_sheet_free);
  g_free (making->loss);
  g_free (making);
}

static Making *
hlc_event_origin_begin (HlcEventOrigin *self, const char *title)
{
  Making *making = g_new0 (Making, 1);

  making->now = self->now;
  making->token = g_strdup (self->token);
  making->title = g_strdup (title);

  return making;
}

/* What is composed is written on in its form; an event as it is, where the form loses nothing of it. */
static gboolean
expand_template (Making *making, GError **error)
{
  HlcTemplateInput input = { making->now, NULL, NULL, NULL, NULL };
  g_autoptr (HlcTemplateOutput) output = hlc_template_expand (making->template, &input, error);
  HlcEventType type = 0;

  if (output == NULL)
    return FALSE;
  if (output->form == NULL || !hlc_event_type_from_string (output->event->type, &type))
    {
      making->draft = g_steal_pointer (&output->event);
      return TRUE;
    }

  making->sheet = hlc_event_sheet_new (type);
  making->sheet->is_test = output->event->is_test;
  hlc_event_form_free (making->sheet->form);
  making->sheet->form = g_steal_pointer (&output->form);
  return TRUE;
}

static void
read_operation (Making *making)
{
  g_autoptr (GBytes) event = hlc_protocol_json_operation (making->operation);
  g_autofree char *type =
      g_strconcat (hlc_operation_kind_to_string (making->operation->kind), ".completed", NULL);

  making->draft = hlc_event_draft_new (type, event, making->operation->is_test);
}

/* Other thread. */
static void
make (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Making *making = task_data;
  GError *error = NULL;

  if (making->template != NULL && !expand_template (making, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (making->operation != NULL)
    read_operation (making);
  if (making->draft != NULL)
    making->sheet = hlc_event_sheet_new_from_draft (making->draft, making->now, making->token, &making->loss);
  if (making->sheet != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, HLC_ERROR, HLC_ERROR_ARGUMENT,
                             _ ("%s is no event that can be composed here."), making->draft->type);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcEventOrigin) self = user_data;
  Making *making = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (self->store != NULL)
        g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
      return;
    }
  if (self->store == NULL)
    return;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), making->title);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, making->sheet, making->loss, making->title);
}

/* Takes @making. */
static void
hlc_event_origin_make (HlcEventOrigin *self, Making *making)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, made_cb, g_object_ref (self));

  g_task_set_source_tag (task, hlc_event_origin_make);
  g_task_set_task_data (task, making, making_free);
  g_task_run_in_thread (task, make);
}

static void
operation_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcEventOrigin) self = user_data;
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation =
      hlc_store_get_operation_finish (HLC_STORE (source), result, &timeline, &error);
  g_autofree char *title = NULL;
  Making *making = NULL;

  if (self->store == NULL)
    return;
  if (operation == NULL)
    {
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
      return;
    }

  title = g_strdup_printf (_ ("Operation %s"), operation->call_id);
  making = hlc_event_origin_begin (self, title);
  making->operation = g_steal_pointer (&operation);
  hlc_event_origin_make (self, making);
}

static void
empty_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), _ ("Empty"));
  g_signal_emit (widget, signals[SIGNAL_CHOSEN], 0, NULL, NULL, _ ("Empty"));
}

static void
template_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcEventOrigin *self = HLC_EVENT_ORIGIN (widget);
  guint index = g_variant_get_uint32 (parameter);
  HlcTemplate *template = NULL;
  g_autofree char *title = NULL;
  Making *making = NULL;

  if (self->templates == NULL || index >= self->templates->len)
    return;

  template = g_ptr_array_index (self->templates, index);
  title = g_strdup_printf (_ ("Template “%s”"), template->title);
  making = hlc_event_origin_begin (self, title);
  making->template = hlc_template_ref (template);
  hlc_event_origin_make (self, making);
}

static void
operation_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcEventOrigin *self = HLC_EVENT_ORIGIN (widget);
  HlcOperationPicker *picker = hlc_operation_picker_new (self->store);

  gtk_window_set_transient_for (GTK_WINDOW (picker), GTK_WINDOW (gtk_widget_get_root (widget)));
  g_signal_connect_object (picker, "picked", G_CALLBACK (hlc_event_origin_take_operation), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (picker));
}

/* What is there without the templates, which are read meanwhile. */
static void
hlc_event_origin_set_menu (HlcEventOrigin *self)
{
  g_autoptr (GMenu) first = g_menu_new ();

  self->menu = g_menu_new ();
  g_menu_append (first, _ ("_Empty"), "origin.empty");
  g_menu_append (first, _ ("A Completed _Operation…"), "origin.operation");
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (first));
  gtk_menu_button_set_menu_model (self->button, G_MENU_MODEL (self->menu));
}

static void
hlc_event_origin_dispose (GObject *object)
{
  HlcEventOrigin *self = HLC_EVENT_ORIGIN (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->menu);
  g_clear_pointer (&self->templates, g_ptr_array_unref);

  G_OBJECT_CLASS (hlc_event_origin_parent_class)->dispose (object);
}

static void
hlc_event_origin_finalize (GObject *object)
{
  HlcEventOrigin *self = HLC_EVENT_ORIGIN (object);

  g_free (self->folder);
  g_free (self->token);

  G_OBJECT_CLASS (hlc_event_origin_parent_class)->finalize (object);
}

static void
hlc_event_origin_class_init (HlcEventOriginClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_event_origin_dispose;
  G_OBJECT_CLASS (klass)->finalize = hlc_event_origin_finalize;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", HLC_TYPE_EVENT_ORIGIN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 3, G_TYPE_POINTER, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", HLC_TYPE_EVENT_ORIGIN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "origin.empty", NULL, empty_action);
  gtk_widget_class_install_action (widget_class, "origin.template", "u", template_action);
  gtk_widget_class_install_action (widget_class, "origin.operation", NULL, operation_action);
}

static void
hlc_event_origin_init (HlcEventOrigin *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_label (self->button, _ ("C_hoose…"));
  gtk_menu_button_set_use_underline (self->button, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Start From"), -1);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Start From"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _ ("Empty"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 2);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  hlc_event_origin_set_menu (self);
  self->cancellable = g_cancellable_new ();
  hlc_let_row_fold (ADW_ACTION_ROW (self));
}

/* An underscore in a menu's label is a mnemonic's. */
static void
append_template (GMenu *menu, HlcTemplate *template, guint index)
{
  g_autoptr (GString) label = g_string_new (template->title);
  g_autoptr (GMenuItem) item = NULL;

  g_string_replace (label, "_", "__", 0);
  item = g_menu_item_new (label->str, NULL);
  g_menu_item_set_action_and_target (item, "origin.template", "u", index);
  g_menu_append_item (menu, item);
}

/* Into the menu that is there: another one would close it before somebody who was quicker. */
static void
hlc_event_origin_add_templates (HlcEventOrigin *self)
{
  g_autoptr (GMenu) shipped = g_menu_new ();
  g_autoptr (GMenu) own = g_menu_new ();

  for (guint i = 0; i < self->templates->len; i++)
    {
      HlcTemplate *template = g_ptr_array_index (self->templates, i);

      append_template (template->is_shipped ? shipped : own, template, i);
    }
  if (g_menu_model_get_n_items (G_MENU_MODEL (own)) > 0)
    g_menu_append_section (self->menu, _ ("Your Templates"), G_MENU_MODEL (own));
  g_menu_append_section (self->menu, _ ("Templates"), G_MENU_MODEL (shipped));
}

/* Other thread: files are read. */
static void
list_templates (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) shipped = hlc_template_list_shipped ();
  g_autoptr (GPtrArray) own = hlc_template_folder_list (task_data, NULL);
  GPtrArray *all[] = { own, shipped };
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_template_unref);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    for (guint j = 0; all[i] != NULL && j < all[i]->len; j++)
      {
        HlcTemplate *template = g_ptr_array_index (all[i], j);

        if (template->kind == HLC_TEMPLATE_EVENT)
          g_ptr_array_add (events, hlc_template_ref (template));
      }
  g_task_return_pointer (task, events, (GDestroyNotify) g_ptr_array_unref);
}

static void
templates_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcEventOrigin) self = user_data;
  g_autoptr (GPtrArray) templates = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self->store == NULL)
    return;

  self->templates = g_steal_pointer (&templates);
  hlc_event_origin_add_templates (self);
}

/**
 * hlc_event_origin_connect:
 * @store: where the operations are
 * @folder: where the developer's own templates are
 *
 * To be called once.
 */
void
hlc_event_origin_connect (HlcEventOrigin *self, HlcStore *store, const char *folder)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (HLC_IS_EVENT_ORIGIN (self) && self->store == NULL);

  self->store = g_object_ref (store);
  self->folder = g_strdup (folder);
  task = g_task_new (NULL, NULL, templates_listed_cb, g_object_ref (self));
  g_task_set_source_tag (task, hlc_event_origin_connect);
  g_task_set_task_data (task, g_strdup (folder), g_free);
  g_task_run_in_thread (task, list_templates);
}

/** hlc_event_origin_set_terms: with which time (microseconds since the epoch) and characters the event is composed */
void
hlc_event_origin_set_terms (HlcEventOrigin *self, gint64 now, const char *token)
{
  g_return_if_fail (HLC_IS_EVENT_ORIGIN (self));

  self->now = now;
  g_free (self->token);
  self->token = g_strdup (token);
}

/** hlc_event_origin_take_draft: chooses an event from elsewhere */
void
hlc_event_origin_take_draft (HlcEventOrigin *self, const HlcEventDraft *draft)
{
  Making *making = NULL;

  g_return_if_fail (HLC_IS_EVENT_ORIGIN (self) && draft != NULL);

  making = hlc_event_origin_begin (self, draft->label != NULL && *draft->label != '\0' ? draft->label
                                                                                       : _ ("An Event"));
  making->draft = hlc_event_draft_new (draft->type, draft->event, draft->is_test);
  hlc_event_origin_make (self, making);
}

/** hlc_event_origin_take_operation: chooses a completed operation */
void
hlc_event_origin_take_operation (HlcEventOrigin *self, const char *call_id)
{
  g_return_if_fail (HLC_IS_EVENT_ORIGIN (self) && self->store != NULL);

  hlc_store_get_operation_async (self->store, call_id, self->cancellable, operation_read_cb,
                                 g_object_ref (self));
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-template-manager.h"

#include <glib/gi18n-lib.h>

#include "hlc-leave-parent.h"
#include "hlc-payload-view.h"
#include "hlc-template-button.h"
#include "hlc-template-folder.h"
#include "hlc-toast.h"
#include "hlc-told-entries.h"
#include "hlc-visible-text.h"

#define MAX_TEXT 200

struct _HlcTemplateManager
{
  AdwWindow parent_instance;

  GtkButton *back_button;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkListBox *list;
  HlcPayloadView *text_view;

  HlcTemplateShelf *shelf; /* (owned) */
  HlcTemplate *removed;    /* (owned) (nullable): the last one: it can come back */
};

G_DEFINE_FINAL_TYPE (HlcTemplateManager, hlc_template_manager, ADW_TYPE_WINDOW)

static HlcTemplate *
hlc_template_manager_find (HlcTemplateManager *self, GVariant *name)
{
  GPtrArray *templates = hlc_template_shelf_get_templates (self->shelf);

  for (guint i = 0; i < templates->len; i++)
    {
      HlcTemplate *template = g_ptr_array_index (templates, i);

      if (!template->is_shipped && g_str_equal (template->name, g_variant_get_string (name, NULL)))
        return template;
    }

  return NULL;
}

static void
add_button (GtkWidget *row, const char *icon_name, const char *label, const char *action, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *shown = hlc_visible_text_bounded (title, -1, HLC_VISIBLE_ONE_LINE, MAX_TEXT);
  g_autofree char *below = hlc_visible_text_bounded (subtitle, -1, HLC_VISIBLE_ONE_LINE, MAX_TEXT);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), shown);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), below);
  return row;
}

static GtkWidget *
make_template_row (HlcTemplate *template)
{
  g_autofree char *caption = hlc_template_dup_caption (template);
  g_autofree char *subtitle = g_strjoin (" · ", template->name, *caption != '\0' ? caption : NULL, NULL);
  g_autofree char *title = hlc_visible_text_bounded (template->title, -1, HLC_VISIBLE_ONE_LINE, MAX_TEXT);
  g_autofree char *show = g_strdup_printf (_ ("Show “%s”"), title);
  g_autofree char *rename = g_strdup_printf (_ ("Rename “%s”…"), title);
  g_autofree char *delete = g_strdup_printf (_ ("Delete “%s”"), title);
  GtkWidget *row = make_row (template->title, subtitle);

  add_button (row, "view-reveal-symbolic", show, "manager.show", template->name);
  add_button (row, "document-edit-symbolic", rename, "manager.rename", template->name);
  add_button (row, "user-trash-symbolic", delete, "manager.remove", template->name);
  return row;
}

static GtkWidget *
make_damage_row (const HlcTemplateDamage *damage)
{
  GtkWidget *row = make_row (damage->file, damage->reason);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (icon, "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  return row;
}

static void
hlc_template_manager_update (HlcTemplateManager *self)
{
  GPtrArray *templates = hlc_template_shelf_get_templates (self->shelf);
  GPtrArray *damaged = hlc_template_shelf_get_damaged (self->shelf);
  GtkListBoxRow *row = NULL;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < damaged->len; i++)
    gtk_list_box_append (self->list, make_damage_row (g_ptr_array_index (damaged, i)));
  for (guint i = 0; i < templates->len; i++)
    {
      HlcTemplate *template = g_ptr_array_index (templates, i);

      if (!template->is_shipped)
        gtk_list_box_append (self->list, make_template_row (template));
    }

  if (gtk_widget_get_visible (GTK_WIDGET (self->back_button)))
    return;
  gtk_stack_set_visible_child_name (self->stack,
                                    gtk_list_box_get_row_at_index (self->list, 0) != NULL ? "list" : "empty");
}

static void
hlc_template_manager_show_text (HlcTemplateManager *self, GBytes *json)
{
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), json != NULL);
  hlc_payload_view_set_payload (self->text_view, json);
  if (json != NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "text");
      gtk_widget_grab_focus (GTK_WIDGET (self->back_button));
    }
  else
    hlc_template_manager_update (self);
}

static void
show_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcTemplateManager *self = HLC_TEMPLATE_MANAGER (widget);
  HlcTemplate *template = hlc_template_manager_find (self, parameter);

  if (template == NULL)
    return;

  gtk_window_set_title (GTK_WINDOW (self), template->name);
  hlc_template_manager_show_text (self, template->json);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcTemplateManager *self = HLC_TEMPLATE_MANAGER (widget);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->back_button)))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  gtk_window_set_title (GTK_WINDOW (self), _ ("Templates"));
  hlc_template_manager_show_text (self, NULL);
}

/* What was asked of the shelf failed, or nothing is to be said. */
static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcTemplateManager) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!hlc_template_shelf_change_finish (HLC_TEMPLATE_SHELF (source), result, &error) && self->shelf != NULL)
    hlc_toast_show (self->toasts, error->message);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcTemplateManager) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  AdwToast *toast = NULL;

  if (self->shelf == NULL)
    return;
  if (!hlc_template_shelf_change_finish (HLC_TEMPLATE_SHELF (source), result, &error))
    {
      g_clear_pointer (&self->removed, hlc_template_unref);
      hlc_toast_show (self->toasts, error->message);
      return;
    }

  text = g_strdup_printf (_ ("Deleted “%s”"), self->removed->name);
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "manager.restore");
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcTemplateManager *self = HLC_TEMPLATE_MANAGER (widget);
  HlcTemplate *template = hlc_template_manager_find (self, parameter);

  if (template == NULL)
    return;

  g_clear_pointer (&self->removed, hlc_template_unref);
  self->removed = hlc_template_ref (template);
  hlc_template_shelf_remove_async (self->shelf, template->name, removed_cb, g_object_ref (self));
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcTemplateManager *self = HLC_TEMPLATE_MANAGER (widget);
  g_autoptr (HlcTemplate) removed = g_steal_pointer (&self->removed);

  if (removed != NULL)
    hlc_template_shelf_save_async (self->shelf, removed, NULL, FALSE, changed_cb, g_object_ref (self));
}

/* What is renamed, while the new name is asked for. */
#define OLD_NAME "hlc-old-name"
#define ENTRY "hlc-entry"

static void
rename_cb (HlcTemplateManager *self, const char *response, GtkWidget *question)
{
  GtkEditable *entry = g_object_get_data (G_OBJECT (question), ENTRY);

  hlc_template_shelf_rename_async (self->shelf, g_object_get_data (G_OBJECT (question), OLD_NAME),
                                   gtk_editable_get_text (entry), changed_cb, g_object_ref (self));
}

static void
name_changed_cb (GtkEditable *entry, AdwMessageDialog *question)
{
  g_autoptr (GError) error = NULL;
  gboolean is_name = hlc_template_check_name (gtk_editable_get_text (entry), &error);

  adw_message_dialog_set_response_enabled (question, "rename", is_name);
  adw_message_dialog_set_body (question,
                               is_name ? _ ("The command line knows it by this name.") : error->message);
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcTemplateManager *self = HLC_TEMPLATE_MANAGER (widget);
  HlcTemplate *template = hlc_template_manager_find (self, parameter);
  GtkWidget *question = NULL;
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *entry = adw_entry_row_new ();
  g_autofree char *heading = NULL;

  if (template == NULL)
    return;

  heading = g_strdup_printf (_ ("Rename “%s”"), template->name);
  question = adw_message_dialog_new (GTK_WINDOW (self), heading, NULL);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question), "cancel", _ ("_Cancel"), "rename",
                                    _ ("_Rename"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "rename",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (question), "rename");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("Name"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  hlc_told_entries_find (entry);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (question), group);
  g_object_set_data_full (G_OBJECT (question), OLD_NAME, g_strdup (template->name), g_free);
  g_object_set_data (G_OBJECT (question), ENTRY, entry);
  g_signal_connect_object (entry, "changed", G_CALLBACK (name_changed_cb), question, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), template->name);
  g_signal_connect_object (question, "response::rename", G_CALLBACK (rename_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_focus (GTK_WINDOW (question), entry);
  gtk_window_present (GTK_WINDOW (question));
}

static void
hlc_template_manager_dispose (GObject *object)
{
  HlcTemplateManager *self = HLC_TEMPLATE_MANAGER (object);

  g_clear_object (&self->shelf);
  g_clear_pointer (&self->removed, hlc_template_unref);

  G_OBJECT_CLASS (hlc_template_manager_parent_class)->dispose (object);
}

static void
hlc_template_manager_class_init (HlcTemplateManagerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_template_manager_dispose;

  gtk_widget_class_install_action (widget_class, "manager.show", "s", show_action);
  gtk_widget_class_install_action (widget_class, "manager.rename", "s", rename_action);
  gtk_widget_class_install_action (widget_class, "manager.remove", "s", remove_action);
  gtk_widget_class_install_action (widget_class, "manager.restore", NULL, restore_action);
  gtk_widget_class_install_action (widget_class, "manager.back", NULL, back_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "manager.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "manager.restore", NULL);

  g_type_ensure (HLC_TYPE_PAYLOAD_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-template-manager.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateManager, back_button);
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateManager, toasts);
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateManager, stack);
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateManager, list);
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateManager, text_view);
}

static void
hlc_template_manager_init (HlcTemplateManager *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_leave_parent_when_closed (GTK_WINDOW (self));
}

/**
 * hlc_template_manager_new:
 * @shelf: what is managed; read anew
 *
 * Returns: (transfer floating): a window that is not presented yet
 */
HlcTemplateManager *
hlc_template_manager_new (HlcTemplateShelf *shelf)
{
  HlcTemplateManager *self = g_object_new (HLC_TYPE_TEMPLATE_MANAGER, NULL);

  g_return_val_if_fail (HLC_IS_TEMPLATE_SHELF (shelf), self);

  self->shelf = g_object_ref (shelf);
  g_signal_connect_object (shelf, "changed", G_CALLBACK (hlc_template_manager_update), self,
                           G_CONNECT_SWAPPED);
  hlc_template_manager_update (self);
  hlc_template_shelf_load (shelf);

  return self;
}

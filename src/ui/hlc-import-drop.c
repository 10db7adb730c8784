/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-import-drop.h"

#include <glib/gi18n-lib.h>

#include "hlc-event-present.h"
#include "hlc-import-file.h"

/** Where what is dropped or pasted goes. */
typedef struct
{
  GtkWindow *window;   /* (owned) while something is pasted; not owned by a drop target, which it owns */
  HlcConsole *console; /* (owned) */
} Place;

static Place *
place_new (GtkWindow *window, HlcConsole *console)
{
  Place *place = g_new0 (Place, 1);

  place->window = window;
  place->console = g_object_ref (console);
  return place;
}

static void
place_free (gpointer data, GClosure *closure)
{
  Place *place = data;

  g_object_unref (place->console);
  g_free (place);
}

static void
say (GtkWindow *window, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.toast", "s", text);
}

static void
created_cb (GtkWindow *window, const char *call_id, guint n)
{
  g_autofree char *text =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u operation created", "%'u operations created", n),
                       n);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-operation", "s", call_id);
  say (window, text);
}

static void
event_chosen_cb (HlcImportDialog *dialog, const HlcEventDraft *event, gpointer user_data)
{
  const Place *place = user_data;

  hlc_event_dialog_fill (hlc_event_present (place->window, GTK_WINDOW (dialog), place->console), event);
}

/**
 * hlc_import_present:
 * @window: has the actions "win.show-operation", "win.toast", "win.show-message" and "win.toast-message"
 *
 * Returns: (transfer none): a dialog that is on the screen and shows in @window what was created
 */
HlcImportDialog *
hlc_import_present (GtkWindow *window, HlcConsole *console)
{
  HlcImportDialog *dialog = hlc_import_dialog_new (console);

  g_return_val_if_fail (GTK_IS_WINDOW (window), dialog);

  g_signal_connect_object (dialog, "created", G_CALLBACK (created_cb), window, G_CONNECT_SWAPPED);
  g_signal_connect_data (dialog, "event-chosen", G_CALLBACK (event_chosen_cb), place_new (window, console),
                         place_free, 0);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), window);
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

static gboolean
take_files (GtkWindow *window, HlcConsole *console, GSList *files)
{
  if (files == NULL)
    return FALSE;

  hlc_import_dialog_read_file (hlc_import_present (window, console), files->data);
  if (files->next != NULL)
    say (window, _ ("Only the first file is read: drop them one by one"));
  return TRUE;
}

/**
 * hlc_import_drop_take:
 * @value: a #GdkFileList, or a string
 *
 * Reads what was dropped in a dialog.
 *
 * Returns: whether there was something to read
 */
gboolean
hlc_import_drop_take (GtkWindow *window, HlcConsole *console, const GValue *value)
{
  const char *text = NULL;

  g_return_val_if_fail (GTK_IS_WINDOW (window), FALSE);

  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      GdkFileList *list = g_value_get_boxed (value);
      g_autoptr (GSList) files = list != NULL ? gdk_file_list_get_files (list) : NULL;

      return take_files (window, console, files);
    }

  text = G_VALUE_HOLDS_STRING (value) ? g_value_get_string (value) : NULL;
  if (text == NULL || *text == '\0')
    return FALSE;

  hlc_import_dialog_read_text (hlc_import_present (window, console), text);
  return TRUE;
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  Place *place = user_data;

  return hlc_import_drop_take (place->window, place->console, value);
}

/**
 * hlc_import_drop_install:
 * @target: a part of @window that may be dropped on
 *
 * Lets files and texts be dropped. A text field in @target keeps what is dropped on it.
 */
void
hlc_import_drop_install (GtkWindow *window, GtkWidget *target, HlcConsole *console)
{
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_STRING };

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (GTK_IS_WIDGET (target));

  gtk_drop_target_set_gtypes (drop, types, G_N_ELEMENTS (types));
  g_signal_connect_data (drop, "drop", G_CALLBACK (drop_cb), place_new (window, console), place_free, 0);
  gtk_widget_add_controller (target, GTK_EVENT_CONTROLLER (drop));
  gtk_widget_add_css_class (target, "import-drop");
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Place *place = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_auto (GValue) value = G_VALUE_INIT;

  if (text != NULL && hlc_import_looks_like (text))
    {
      g_value_init (&value, G_TYPE_STRING);
      g_value_set_string (&value, text);
      hlc_import_drop_take (place->window, place->console, &value);
    }
  else
    say (place->window, _ ("The clipboard holds no JSON, HAR or cURL line to import"));
  g_object_unref (place->window);
  place_free (place, NULL);
}

static void
pasted_files_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Place *place = user_data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (value != NULL)
    hlc_import_drop_take (place->window, place->console, value);
  g_object_unref (place->window);
  place_free (place, NULL);
}

/** hlc_import_paste: reads what is in the clipboard in a dialog, or says that there is nothing to import */
void
hlc_import_paste (GtkWindow *window, HlcConsole *console)
{
  GdkClipboard *clipboard = NULL;
  Place *place = NULL;

  g_return_if_fail (GTK_IS_WINDOW (window));

  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));
  place = place_new (g_object_ref (window), console);
  if (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GDK_TYPE_FILE_LIST))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL, pasted_files_cb,
                                    place);
  else
    gdk_clipboard_read_text_async (clipboard, NULL, pasted_cb, place);
}

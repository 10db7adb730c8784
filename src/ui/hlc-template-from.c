/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-template-from.h"

#include <glib/gi18n-lib.h>

#include "hlc-template-save-dialog.h"

/* Operations on their way to becoming a template. */
typedef struct
{
  GtkWindow *window;     /* (owned) */
  HlcConsole *console;   /* (owned) */
  char **call_ids;       /* (owned) */
  GPtrArray *operations; /* (owned) (element-type HlcOperation) */
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  g_object_unref (making->window);
  g_object_unref (making->console);
  g_strfreev (making->call_ids);
  g_ptr_array_unref (making->operations);
  g_free (making);
}

static void
say (GtkWindow *window, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.toast", "s", text);
}

static int
compare_age (gconstpointer a, gconstpointer b)
{
  const HlcOperation *one = *(const HlcOperation *const *) a;
  const HlcOperation *other = *(const HlcOperation *const *) b;

  if (one->requested_at != other->requested_at)
    return one->requested_at < other->requested_at ? -1 : 1;

  return one->id < other->id ? -1 : one->id > other->id;
}

static void
make_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GPtrArray *operations = task_data;
  HlcOperation *first = NULL;
  HlcTemplate *template = NULL;
  GError *error = NULL;

  g_ptr_array_sort (operations, compare_age);
  first = g_ptr_array_index (operations, 0);
  template = operations->len == 1
                 ? hlc_template_new_from_operation (HLC_TEMPLATE_UNNAMED, NULL, first, &error)
                 : hlc_template_new_from_operations (HLC_TEMPLATE_UNNAMED, first->title, operations, &error);
  if (template != NULL)
    g_task_return_pointer (task, template, (GDestroyNotify) hlc_template_unref);
  else
    g_task_return_error (task, error);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Making *making = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcTemplate) template = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (HlcTemplateShelf) shelf = NULL;
  HlcTemplateSaveDialog *dialog = NULL;

  if (template == NULL)
    say (making->window, error->message);
  else if (gtk_widget_get_mapped (GTK_WIDGET (making->window)))
    {
      shelf = hlc_template_shelf_new (hlc_console_get_data_dir (making->console));
      dialog = hlc_template_save_dialog_new (shelf, template);
      gtk_window_set_transient_for (GTK_WINDOW (dialog), making->window);
      gtk_window_present (GTK_WINDOW (dialog));
    }
  making_free (making);
}

static void read_next (Making *making);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Making *making = user_data;
  g_autoptr (GError) error = NULL;
  HlcOperation *operation = hlc_store_get_operation_finish (HLC_STORE (source), result, NULL, &error);

  if (operation == NULL)
    {
      say (making->window, error->message);
      making_free (making);
      return;
    }

  g_ptr_array_add (making->operations, operation);
  read_next (making);
}

static void
read_next (Making *making)
{
  const char *call_id = making->call_ids[making->operations->len];
  g_autoptr (GTask) task = NULL;

  if (call_id != NULL)
    {
      hlc_store_get_operation_async (hlc_console_get_store (making->console), call_id, NULL, read_cb, making);
      return;
    }

  task = g_task_new (NULL, NULL, made_cb, making);
  g_task_set_source_tag (task, read_next);
  g_task_set_task_data (task, g_ptr_array_ref (making->operations), (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, make_in_thread);
}

/**
 * hlc_template_from_operations:
 * @window: what the dialog stands before; has the action "win.toast"
 * @call_ids: (array zero-terminated=1): at least one
 *
 * Makes a template of operations, the oldest first, and asks for its name.
 */
void
hlc_template_from_operations (GtkWindow *window, HlcConsole *console, const char *const *call_ids)
{
  Making *making = NULL;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (HLC_IS_CONSOLE (console));
  g_return_if_fail (call_ids != NULL && call_ids[0] != NULL);

  making = g_new0 (Making, 1);
  making->window = g_object_ref (window);
  making->console = g_object_ref (console);
  making->call_ids = g_strdupv ((char **) call_ids);
  making->operations = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_operation_unref);
  read_next (making);
}

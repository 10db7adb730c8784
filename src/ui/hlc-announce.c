/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-announce.h"

/* How long a text waits for a window that is active. Microseconds. */
#define PATIENCE (3 * G_TIME_SPAN_SECOND)

/* What is spoken is heard in the window that the human is in, which may be a dialog. */
static GtkWindow *
find_active_window (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (gtk_window_is_active (window))
        return window;
    }

  return NULL;
}

#if GTK_CHECK_VERSION(4, 14, 0)

static void
announce (GtkWindow *window, const char *text, HlcUrgency urgency)
{
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_accessible_announce (GTK_ACCESSIBLE (window), text,
                           urgency == HLC_URGENCY_PROBLEM ? GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH
                                                          : GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  G_GNUC_END_IGNORE_DEPRECATIONS
}

#else

static void
restore_name_cb (GtkWindow *window)
{
  if (gtk_window_is_active (window))
    return;

  g_signal_handlers_disconnect_by_func (window, restore_name_cb, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (window), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_window_get_title (window), -1);
}

static void
restore_description_cb (GtkWidget *focus, GParamSpec *pspec, gpointer user_data)
{
  GtkWidget *told = GTK_WIDGET (user_data);
  const char *tooltip = gtk_widget_get_tooltip_text (told);

  if (gtk_widget_has_focus (focus))
    return;

  g_signal_handlers_disconnect_by_func (focus, restore_description_cb, told);
  gtk_accessible_update_property (GTK_ACCESSIBLE (told), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  tooltip != NULL ? tooltip : "", -1);
}

/* Assistive technology knows the text in an entry by its entry. */
static GtkWidget *
find_told_widget (GtkWidget *focus)
{
  GtkWidget *entry = NULL;

  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (focus)) == GTK_ACCESSIBLE_ROLE_NONE)
    entry = gtk_widget_get_ancestor (gtk_widget_get_parent (focus), GTK_TYPE_EDITABLE);

  return entry != NULL ? entry : focus;
}

/*
 * GTK before 4.14 cannot announce, and tells nobody that a widget with the role of an alert has appeared. But a screen
 * reader says the new name of the main window while that is active, and in a dialog the new description of what has the
 * focus. Both go back when they are left: then they are not said.
 */
static void
announce (GtkWindow *window, const char *text, HlcUrgency urgency)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  GtkWidget *told = focus != NULL ? find_told_widget (focus) : NULL;
  const char *title = gtk_window_get_title (window);
  g_autofree char *name = title != NULL ? g_strdup_printf ("%s – %s", text, title) : g_strdup (text);

  if (GTK_IS_APPLICATION_WINDOW (window))
    {
      g_signal_handlers_disconnect_by_func (window, restore_name_cb, NULL);
      g_signal_connect (window, "notify::is-active", G_CALLBACK (restore_name_cb), NULL);
      gtk_accessible_update_property (GTK_ACCESSIBLE (window), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
  else if (focus != NULL)
    {
      g_signal_handlers_disconnect_by_func (focus, restore_description_cb, told);
      g_signal_connect_object (focus, "notify::has-focus", G_CALLBACK (restore_description_cb), told, 0);
      gtk_accessible_update_property (GTK_ACCESSIBLE (told), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
    }
}

#endif

/* What is said as soon as a window is active again. */
typedef struct
{
  char *text;
  HlcUrgency urgency;
  gint64 until;
} Later;

static void
later_free (gpointer data, GClosure *closure)
{
  Later *later = data;

  g_free (later->text);
  g_free (later);
}

static void
say_later_cb (GtkWindow *window, GParamSpec *pspec, Later *later)
{
  if (!gtk_window_is_active (window))
    return;

  if (g_get_monotonic_time () <= later->until)
    announce (window, later->text, later->urgency);
  g_signal_handlers_disconnect_by_func (window, say_later_cb, later);
}

static void
say_later (GtkWindow *window, const char *text, HlcUrgency urgency)
{
  Later *later = g_new0 (Later, 1);

  later->text = g_strdup (text);
  later->urgency = urgency;
  later->until = g_get_monotonic_time () + PATIENCE;
  g_signal_handlers_disconnect_matched (window, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, say_later_cb, NULL);
  g_signal_connect_data (window, "notify::is-active", G_CALLBACK (say_later_cb), later, later_free, 0);
}

/**
 * hlc_announce:
 * @widget: what the text is about; nothing is said before it is in a window
 * @text: a short plain text from anywhere
 * @urgency: whether it may interrupt
 *
 * Has a screen reader say something that happens outside of the focus. Nothing is said while no window of ours is active:
 * that is what notifications are for. But no window is for a moment after a question was answered: it waits for that.
 */
void
hlc_announce (GtkWidget *widget, const char *text, HlcUrgency urgency)
{
  GtkWindow *window = find_active_window ();
  GtkRoot *root = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

  root = gtk_widget_get_root (widget);
  if (window != NULL && root != NULL)
    announce (window, text, urgency);
  else if (GTK_IS_WINDOW (root))
    say_later (GTK_WINDOW (root), text, urgency);
}

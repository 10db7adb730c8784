/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-backlog-list.h"

#include "hlc-backlog-card.h"
#include "hlc-store-rules.h"

#define SPACING 18

struct _HlcBacklogList
{
  AdwBin parent_instance;

  GtkBox *box;

  HlcConsole *console; /* (owned) */
  HlcRoutes *routes;   /* (owned) */
  char *asked;         /* (owned) (nullable): what is asked, to see whether it changed */
};

G_DEFINE_FINAL_TYPE (HlcBacklogList, hlc_backlog_list, ADW_TYPE_BIN)

static char *
dup_asked (GPtrArray *rules)
{
  g_autoptr (GString) asked = g_string_new (NULL);

  for (guint i = 0; i < rules->len; i++)
    {
      const HlcForwardRule *rule = g_ptr_array_index (rules, i);

      if (rule->is_asking && rule->enabled)
        g_string_append_printf (asked, "%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ",", rule->id, rule->waiting);
    }

  return g_string_free (g_steal_pointer (&asked), FALSE);
}

/* The cards stay while they ask the same, so that nobody presses a button that moves away. */
static void
hlc_backlog_list_update (HlcBacklogList *self)
{
  GPtrArray *rules = hlc_routes_get_rules (self->routes);
  g_autofree char *asked = dup_asked (rules);
  GtkWidget *child = NULL;

  if (g_strcmp0 (asked, self->asked) == 0)
    return;

  g_free (self->asked);
  self->asked = g_steal_pointer (&asked);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  for (guint i = 0; i < rules->len; i++)
    {
      HlcForwardRule *rule = g_ptr_array_index (rules, i);
      HlcEndpoint *endpoint = hlc_routes_find_endpoint (self->routes, rule->endpoint_id);

      if (rule->is_asking && rule->enabled)
        gtk_box_append (self->box, hlc_backlog_card_new (rule, endpoint));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), *self->asked != '\0');
}

static void
released_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcBacklogList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcForwardRule) rule = hlc_store_write_rule_finish (HLC_STORE (object), result, &error);

  if (rule == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
}

static void
release_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcBacklogList *self = HLC_BACKLOG_LIST (widget);
  const char *text = NULL;
  HlcRelease release;
  gint64 id = 0;

  g_variant_get (parameter, "(x&s)", &id, &text);
  if (hlc_release_from_string (text, &release))
    hlc_store_release_rule_async (hlc_console_get_store (self->console), id, release, released_cb,
                                  g_object_ref (self));
}

static void
hlc_backlog_list_dispose (GObject *object)
{
  HlcBacklogList *self = HLC_BACKLOG_LIST (object);

  g_clear_pointer (&self->asked, g_free);
  g_clear_object (&self->routes);
  g_clear_object (&self->console);

  G_OBJECT_CLASS (hlc_backlog_list_parent_class)->dispose (object);
}

static void
hlc_backlog_list_class_init (HlcBacklogListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hlc_backlog_list_dispose;

  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "rules.release", "(xs)", release_action);
}

static void
hlc_backlog_list_init (HlcBacklogList *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * hlc_backlog_list_connect:
 * @console: what is answered
 * @routes: the rules
 *
 * To be called once.
 */
void
hlc_backlog_list_connect (HlcBacklogList *self, HlcConsole *console, HlcRoutes *routes)
{
  g_return_if_fail (HLC_IS_BACKLOG_LIST (self));
  g_return_if_fail (HLC_IS_CONSOLE (console));

  self->console = g_object_ref (console);
  self->routes = g_object_ref (routes);
  g_signal_connect_object (routes, "changed", G_CALLBACK (hlc_backlog_list_update), self, G_CONNECT_SWAPPED);
  hlc_backlog_list_update (self);
}

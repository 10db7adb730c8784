/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-endpoint-row.h"

#include <glib/gi18n-lib.h>

#include "hlc-copy-row.h"
#include "hlc-endpoint-words.h"
#include "hlc-fact-row.h"
#include "hlc-let-wrap.h"
#include "hlc-message-words.h"
#include "hlc-tooltip.h"
#include "hlc-wrap-layout.h"

/* What stands for the value of a header that carries a secret. */
#define MASK "••••••••"

struct _HlcEndpointRow
{
  AdwExpanderRow parent_instance;

  GtkImage *icon;
  GtkSwitch *enabled_switch;
  HlcCopyRow *secret_row;
  GtkWidget *rotate_button;
  GtkWidget *tools_row;
  GtkWidget *edit_button;
  GtkWidget *test_button;
  GtkWidget *recover_button;
  GtkWidget *remove_button;

  HlcEndpoint *endpoint; /* (owned) (nullable) */
  GPtrArray *facts;      /* (owned) (element-type GtkWidget): what is known of it */
  char *facts_text;      /* (owned) (nullable): the same as one text, to see whether it changed */
};

G_DEFINE_FINAL_TYPE (HlcEndpointRow, hlc_endpoint_row, ADW_TYPE_EXPANDER_ROW)

/* The switch moves at once; its state follows when it is stored. */
static gboolean
state_set_cb (HlcEndpointRow *self, gboolean state)
{
  if (self->endpoint != NULL && state != self->endpoint->enabled)
    gtk_widget_activate_action (GTK_WIDGET (self), "endpoints.set-enabled", "(sb)",
                                self->endpoint->endpoint_id, state);

  return TRUE;
}

static char *
dup_header_lines (HlcHeaderList *headers)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; headers != NULL && i < hlc_header_list_get_length (headers); i++)
    {
      const char *name = hlc_header_list_get_name (headers, i);

      g_string_append_printf (lines, "%s%s: %s", i > 0 ? "\n" : "", name,
                              hlc_header_is_secret (name) ? MASK : hlc_header_list_get_value (headers, i));
    }

  return g_string_free (g_steal_pointer (&lines), FALSE);
}

static void
hlc_endpoint_row_add_fact (HlcEndpointRow *self, const char *name, const char *value, HlcFactFlags flags)
{
  GtkWidget *row = NULL;

  if (value == NULL || *value == '\0')
    return;

  row = hlc_fact_row_new (name, value, -1, flags);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->facts, row);
}

/* The tools stay below what is known. */
static void
hlc_endpoint_row_move_tools (HlcEndpointRow *self)
{
  g_object_ref (self->secret_row);
  g_object_ref (self->tools_row);
  adw_expander_row_remove (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->secret_row));
  adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->tools_row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->secret_row));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->tools_row);
  g_object_unref (self->secret_row);
  g_object_unref (self->tools_row);
}

static void
hlc_endpoint_row_show_facts (HlcEndpointRow *self, gint64 overlap_until)
{
  HlcEndpoint *endpoint = self->endpoint;
  g_autofree char *events = hlc_words_events (endpoint->events);
  g_autofree char *headers = dup_header_lines (endpoint->headers);
  g_autofree char *created = hlc_present_absolute_time (endpoint->created_at);
  g_autofree char *failing = hlc_present_absolute_time (endpoint->failing_since);
  g_autofree char *until = hlc_present_absolute_time (overlap_until);
  /* Translators: %s is a date and time. */
  g_autofree char *overlap = overlap_until != 0 ? g_strdup_printf (_ ("Signs too until %s"), until) : NULL;
  g_autofree char *error = hlc_words_sentence (endpoint->last_error);
  const char *version = hlc_present_body_version (endpoint->body_version);
  const char *family = hlc_words_header_family (endpoint->header_family);
  g_autofree char *text =
      g_strjoin ("\n", endpoint->url, events, headers, failing, until, version, family, error, NULL);

  if (g_strcmp0 (text, self->facts_text) == 0)
    return;

  g_free (self->facts_text);
  self->facts_text = g_steal_pointer (&text);
  for (guint i = 0; i < self->facts->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_index (self->facts, i));
  g_ptr_array_set_size (self->facts, 0);

  hlc_endpoint_row_add_fact (self, _ ("URL"), endpoint->url, HLC_FACT_MONOSPACE | HLC_FACT_COPY);
  hlc_endpoint_row_add_fact (self, _ ("Endpoint"), endpoint->endpoint_id, HLC_FACT_MONOSPACE | HLC_FACT_COPY);
  hlc_endpoint_row_add_fact (self, _ ("Events"), events, HLC_FACT_PLAIN);
  hlc_endpoint_row_add_fact (self, _ ("Body version"), version, HLC_FACT_PLAIN);
  hlc_endpoint_row_add_fact (self, _ ("Signature in"), family, HLC_FACT_PLAIN);
  hlc_endpoint_row_add_fact (self, _ ("Headers"), headers, HLC_FACT_MONOSPACE);
  hlc_endpoint_row_add_fact (self, _ ("Created"), created, HLC_FACT_PLAIN);
  hlc_endpoint_row_add_fact (self, _ ("Failing since"), failing, HLC_FACT_PLAIN);
  hlc_endpoint_row_add_fact (self, _ ("Last error"), error, HLC_FACT_PLAIN);
  hlc_endpoint_row_add_fact (self, _ ("Old secret"), overlap, HLC_FACT_PLAIN);
  hlc_endpoint_row_move_tools (self);
}

static void
set_target (GtkWidget *button, const char *endpoint_id)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", endpoint_id);
}

static void
hlc_endpoint_row_dispose (GObject *object)
{
  g_clear_pointer (&HLC_ENDPOINT_ROW (object)->endpoint, hlc_endpoint_unref);

  G_OBJECT_CLASS (hlc_endpoint_row_parent_class)->dispose (object);
}

static void
hlc_endpoint_row_finalize (GObject *object)
{
  HlcEndpointRow *self = HLC_ENDPOINT_ROW (object);

  g_clear_pointer (&self->facts, g_ptr_array_unref);
  g_clear_pointer (&self->facts_text, g_free);

  G_OBJECT_CLASS (hlc_endpoint_row_parent_class)->finalize (object);
}

static void
hlc_endpoint_row_class_init (HlcEndpointRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_endpoint_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = hlc_endpoint_row_finalize;

  g_type_ensure (HLC_TYPE_COPY_ROW);
  g_type_ensure (HLC_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-endpoint-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointRow, icon);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointRow, enabled_switch);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointRow, secret_row);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointRow, rotate_button);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointRow, tools_row);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointRow, edit_button);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointRow, test_button);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointRow, recover_button);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, state_set_cb);
}

static void
hlc_endpoint_row_init (HlcEndpointRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_let_wrap (self->tools_row);

  self->facts = g_ptr_array_new ();
}

/** hlc_endpoint_row_new: Returns: (transfer floating): a row without an endpoint */
GtkWidget *
hlc_endpoint_row_new (void)
{
  return g_object_new (HLC_TYPE_ENDPOINT_ROW, NULL);
}

/**
 * hlc_endpoint_row_show:
 * @endpoint: what is shown; the same as before, as it is now, or the first
 * @secret: (nullable): what signs for it
 * @overlap_until: until when the secret before that one signs too, 0 where none does
 * @now: microseconds since the epoch
 */
void
hlc_endpoint_row_show (HlcEndpointRow *self,
                       HlcEndpoint *endpoint,
                       const char *secret,
                       gint64 overlap_until,
                       gint64 now)
{
  HlcAppearance appearance = { 0 };
  g_autofree char *title = NULL;

  g_return_if_fail (HLC_IS_ENDPOINT_ROW (self));
  g_return_if_fail (endpoint != NULL);

  appearance = hlc_present_endpoint (endpoint);
  title = hlc_words_endpoint_title (endpoint);
  hlc_endpoint_ref (endpoint);
  g_clear_pointer (&self->endpoint, hlc_endpoint_unref);
  self->endpoint = endpoint;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_image_set_from_icon_name (self->icon, appearance.icon_name);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char *[]){ appearance.css_class, NULL });
  hlc_tooltip_set (GTK_WIDGET (self->icon), appearance.word);
  gtk_switch_set_active (self->enabled_switch, endpoint->enabled);
  gtk_switch_set_state (self->enabled_switch, endpoint->enabled);
  hlc_copy_row_set_value (self->secret_row, secret);
  set_target (self->rotate_button, endpoint->endpoint_id);
  set_target (self->edit_button, endpoint->endpoint_id);
  set_target (self->test_button, endpoint->endpoint_id);
  set_target (self->recover_button, endpoint->endpoint_id);
  set_target (self->remove_button, endpoint->endpoint_id);
  hlc_endpoint_row_show_facts (self, overlap_until);
  hlc_endpoint_row_update_time (self, now);
}

/** hlc_endpoint_row_update_time: shows anew how long ago things were */
void
hlc_endpoint_row_update_time (HlcEndpointRow *self, gint64 now)
{
  g_autofree char *health = NULL;

  g_return_if_fail (HLC_IS_ENDPOINT_ROW (self));
  g_return_if_fail (self->endpoint != NULL);

  health = hlc_words_endpoint_health (self->endpoint, now);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), health);
}

/** hlc_endpoint_row_get_endpoint: Returns: (transfer none) (nullable): what is shown */
HlcEndpoint *
hlc_endpoint_row_get_endpoint (HlcEndpointRow *self)
{
  g_return_val_if_fail (HLC_IS_ENDPOINT_ROW (self), NULL);

  return self->endpoint;
}

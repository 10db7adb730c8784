/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-template-shipped.h"

#include <glib/gi18n-lib.h>

#include "hlc-core-resources.h"

#define RESOURCE_PATH "/org/humanlayer/Console/templates/"

/* What people read of each; what becomes of it stands in templates/NAME.json. */
static const struct
{
  const char *name;
  const char *title;
  const char *description;
} SHIPPED[] = {
  { "customer-email", N_ ("Email to a customer"),
    N_ ("A function call with an email channel and reject options: send_email, before it is sent.") },
  { "purchase-materials", N_ ("Purchase materials"),
    N_ ("Numbers and a nested list as arguments, and an id of an own scheme: order-1, order-2 …") },
  { "classify-ticket", N_ ("Classify a support ticket"),
    N_ ("A question whose response options are answers that a model can use as they are.") },
  { "delete-production-data", N_ ("Delete production data"),
    N_ ("What a human should look at twice; the reject options say what to do instead.") },
  { "question-with-options", N_ ("A question with options"),
    N_ ("A question on Slack: one option is sent as it is, one is edited first.") },
  { "large-state", N_ ("A state of 100,000 elements"),
    N_ ("Several megabytes that come back unchanged. The state is made when the template is used.") },
  { "order-in-steps", N_ ("An order in three steps"),
    N_ ("Three operations of one run that refer to each other by {quote.call_id}: a question, a purchase, an "
        "email.") },
  { "agent-email", N_ ("An email arrives"),
    N_ ("agent_email.received: composed as a mail, with the thread before it and raw_email.") },
  { "agent-slack", N_ ("A Slack message arrives"), N_ ("agent_slack.received: a thread of two messages.") },
  { "conversation", N_ ("A conversation begins"),
    N_ ("conversation.created: what newer agents are woken by.") },
};

static HlcTemplate *
load (guint index)
{
  g_autofree char *path = g_strconcat (RESOURCE_PATH, SHIPPED[index].name, ".json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json =
      g_resource_lookup_data (hlc_core_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  HlcTemplate *template = json != NULL ? hlc_template_new (SHIPPED[index].name, json, &error) : NULL;

  if (template == NULL)
    g_error ("%s: %s", path, error->message);

  g_free (template->title);
  template->title = g_strdup (_ (SHIPPED[index].title));
  g_free (template->description);
  template->description = g_strdup (_ (SHIPPED[index].description));
  template->is_shipped = TRUE;
  return template;
}

/**
 * hlc_template_list_shipped:
 *
 * Returns: (transfer full) (element-type HlcTemplate): the templates that come with the console, in the order in which
 *   they teach
 */
GPtrArray *
hlc_template_list_shipped (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_template_unref);

  for (guint i = 0; i < G_N_ELEMENTS (SHIPPED); i++)
    g_ptr_array_add (list, load (i));

  return list;
}

/**
 * hlc_template_is_shipped_name:
 *
 * Returns: whether a template of that name comes with the console
 */
gboolean
hlc_template_is_shipped_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (SHIPPED); i++)
    {
      if (g_str_equal (SHIPPED[i].name, name))
        return TRUE;
    }

  return FALSE;
}

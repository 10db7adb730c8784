/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-input.h"

#include <glib/gi18n-lib.h>

/**
 * hlc_input_check:
 * @fields: what the body must hold, ended by %HLC_SHAPE_END
 * @example: what to send, for people: "{url, events}"
 * @problems: (element-type HlcProblem): where what is wrong is added
 *
 * Checks a body that must be an object.
 *
 * Returns: whether there is nothing wrong with it
 */
gboolean
hlc_input_check (HlcJsonValue body, const HlcShapeField *fields, const char *example, GPtrArray *problems)
{
  if (hlc_json_value_get_type (body) != HLC_JSON_OBJECT)
    hlc_problems_add (problems, "body", "dict_type", _ ("Send a JSON object: %s."), example);
  else
    hlc_shape_check (body, "body", fields, problems);

  return problems->len == 0;
}

/**
 * hlc_input_add_error:
 * @member: (nullable): the member that it is about; %NULL for the whole body
 *
 * Adds what a check of ours found.
 */
void
hlc_input_add_error (GPtrArray *problems, const char *member, const GError *error)
{
  g_autofree char *path = member != NULL ? g_strconcat ("body.", member, NULL) : g_strdup ("body");

  hlc_problems_add (problems, path, "value_error", "%s", error->message);
}

/**
 * hlc_input_has:
 *
 * Returns: whether @body, an object, has a member of that name which is not null
 */
gboolean
hlc_input_has (HlcJsonValue body, const char *name)
{
  HlcJsonValue value;

  return hlc_json_value_get_member (body, name, &value) && hlc_json_value_get_type (value) != HLC_JSON_NULL;
}

/**
 * hlc_input_dup_text:
 * @body: an object whose shape was checked: the member is a text, or null, or absent
 *
 * Returns: (transfer full) (nullable): the text; %NULL where there is none
 */
char *
hlc_input_dup_text (HlcJsonValue body, const char *name)
{
  char *text = NULL;

  if (!hlc_json_read_string (body, name, FALSE, &text, NULL))
    g_return_val_if_reached (NULL);

  return text;
}

/**
 * hlc_input_take_text:
 * @body: as of hlc_input_dup_text()
 * @text: (inout) (nullable): replaced where @body names the member; an empty text is none
 */
void
hlc_input_take_text (HlcJsonValue body, const char *name, char **text)
{
  HlcJsonValue value;

  if (!hlc_json_value_get_member (body, name, &value))
    return;

  g_free (*text);
  *text = hlc_input_dup_text (body, name);
  if (*text != NULL && **text == '\0')
    g_clear_pointer (text, g_free);
}

/**
 * hlc_input_take_boolean:
 * @body: an object whose shape was checked: the member is a boolean, or null, or absent
 * @value: (inout): replaced where the member is there and not null
 */
void
hlc_input_take_boolean (HlcJsonValue body, const char *name, gboolean *value)
{
  if (!hlc_json_read_boolean (body, name, NULL, value, NULL))
    g_return_if_reached ();
}

/**
 * hlc_input_read_secret:
 * @body: an object whose shape was checked: `secret` is a text, or null, or absent
 * @problems: (element-type HlcProblem): where it is said that the secret cannot sign; without the secret
 *
 * Returns: (transfer full) (nullable): the signing secret that the body has; %NULL where it has none, or with a problem
 */
HlcSigningSecret *
hlc_input_read_secret (HlcJsonValue body, GPtrArray *problems)
{
  g_autofree char *text = hlc_input_dup_text (body, "secret");
  g_autoptr (HlcSigningSecret) secret = text != NULL ? hlc_signing_secret_new ("secret", text) : NULL;

  if (secret == NULL || hlc_signing_secret_get_problem (secret) == NULL)
    return g_steal_pointer (&secret);

  hlc_problems_add (problems, "body.secret", "value_error", "%s", hlc_signing_secret_get_problem (secret));
  return NULL;
}

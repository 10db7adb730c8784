/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-agent-key.h"

#include <string.h>

#include "hlc-enum-name.h"
#include "hlc-random.h"
#include "hlc-signature-check.h"

#define KEY_PREFIX "hl_local_"
/* 192 random bits. */
#define KEY_CHARACTERS 32

struct _HlcAgentKey
{
  gatomicrefcount ref_count;
  char *name; /* (owned) */
  char *text; /* (owned) */
  HlcKeyScope scope;
  gint64 created_at;
  gint64 last_used_at; /* main thread only */
};

static const char *const SCOPES[] = {
  [HLC_KEY_SCOPE_AGENT] = "agent",
  [HLC_KEY_SCOPE_AGENT_DECIDE] = "agent+decide",
};

/**
 * hlc_agent_key_new:
 * @name: what people call it
 * @text: what agents send
 * @created_at: microseconds since the epoch, UTC
 *
 * Returns: (transfer full): the key
 */
HlcAgentKey *
hlc_agent_key_new (const char *name, const char *text, HlcKeyScope scope, gint64 created_at)
{
  HlcAgentKey *self = g_new0 (HlcAgentKey, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->name = g_strdup (name);
  self->text = g_strdup (text);
  self->scope = scope;
  self->created_at = created_at;
  return self;
}

/**
 * hlc_agent_key_generate:
 *
 * Returns: (transfer full): a new key, "hl_local_" and 32 random URL-safe characters
 */
HlcAgentKey *
hlc_agent_key_generate (const char *name, HlcKeyScope scope, gint64 now)
{
  g_autofree char *text = hlc_random_token (KEY_PREFIX, KEY_CHARACTERS);
  HlcAgentKey *self = hlc_agent_key_new (name, text, scope, now);

  explicit_bzero (text, strlen (text));
  return self;
}

HlcAgentKey *
hlc_agent_key_ref (HlcAgentKey *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hlc_agent_key_unref (HlcAgentKey *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  explicit_bzero (self->text, strlen (self->text));
  g_free (self->text);
  g_free (self->name);
  g_free (self);
}

const char *
hlc_agent_key_get_name (HlcAgentKey *self)
{
  return self->name;
}

const char *
hlc_agent_key_get_text (HlcAgentKey *self)
{
  return self->text;
}

HlcKeyScope
hlc_agent_key_get_scope (HlcAgentKey *self)
{
  return self->scope;
}

gint64
hlc_agent_key_get_created_at (HlcAgentKey *self)
{
  return self->created_at;
}

/**
 * hlc_agent_key_get_last_used_at:
 *
 * Returns: microseconds since the epoch, UTC; 0 for never
 */
gint64
hlc_agent_key_get_last_used_at (HlcAgentKey *self)
{
  return self->last_used_at;
}

void
hlc_agent_key_set_last_used_at (HlcAgentKey *self, gint64 at)
{
  self->last_used_at = at;
}

/**
 * hlc_agent_key_find:
 * @keys: (element-type HlcAgentKey): the keys that are valid now
 * @text: what a client sent
 *
 * Looks at every key, so that the time tells nothing of which one was nearly right.
 *
 * Returns: (transfer none) (nullable): the key, or %NULL
 */
HlcAgentKey *
hlc_agent_key_find (GPtrArray *keys, const char *text)
{
  HlcAgentKey *found = NULL;

  for (guint i = 0; i < keys->len; i++)
    {
      HlcAgentKey *key = g_ptr_array_index (keys, i);

      if (hlc_constant_time_equal (key->text, strlen (key->text), text, strlen (text)))
        found = key;
    }

  return found;
}

/**
 * hlc_key_scope_to_string:
 *
 * Returns: the scope's name: `agent` or `agent+decide`
 */
const char *
hlc_key_scope_to_string (HlcKeyScope scope)
{
  g_return_val_if_fail ((guint) scope < G_N_ELEMENTS (SCOPES), NULL);

  return SCOPES[scope];
}

/**
 * hlc_key_scope_from_string:
 * @scope: (out): the scope of that name
 *
 * Returns: whether there is one
 */
gboolean
hlc_key_scope_from_string (const char *text, HlcKeyScope *scope)
{
  int found = hlc_enum_name_find (SCOPES, G_N_ELEMENTS (SCOPES), text);

  if (found < 0)
    return FALSE;

  *scope = found;
  return TRUE;
}

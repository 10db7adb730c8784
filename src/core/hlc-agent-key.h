/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HlcKeyScope: what a key allows beyond creating, reading, escalating and listing: whether it may decide. */
typedef enum
{
  HLC_KEY_SCOPE_AGENT,
  HLC_KEY_SCOPE_AGENT_DECIDE,
} HlcKeyScope;

typedef struct _HlcAgentKey HlcAgentKey;

/*
 * One key of the agent API: a name for people, a text that agents send, a scope. Reference counted, immutable but
 * for when it was last used (main thread). Its text is wiped when it dies and is in no message that we make.
 */
HlcAgentKey *hlc_agent_key_new (const char *name, const char *text, HlcKeyScope scope, gint64 created_at)
    G_GNUC_WARN_UNUSED_RESULT;
HlcAgentKey *hlc_agent_key_generate (const char *name,
                                     HlcKeyScope scope,
                                     gint64 now) G_GNUC_WARN_UNUSED_RESULT;
HlcAgentKey *hlc_agent_key_ref (HlcAgentKey *self);
void hlc_agent_key_unref (HlcAgentKey *self);
const char *hlc_agent_key_get_name (HlcAgentKey *self);
const char *hlc_agent_key_get_text (HlcAgentKey *self);
HlcKeyScope hlc_agent_key_get_scope (HlcAgentKey *self);
gint64 hlc_agent_key_get_created_at (HlcAgentKey *self);
gint64 hlc_agent_key_get_last_used_at (HlcAgentKey *self);
void hlc_agent_key_set_last_used_at (HlcAgentKey *self, gint64 at);
HlcAgentKey *hlc_agent_key_find (GPtrArray *keys, const char *text);

const char *hlc_key_scope_to_string (HlcKeyScope scope);
gboolean hlc_key_scope_from_string (const char *text, HlcKeyScope *scope);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcAgentKey, hlc_agent_key_unref)

G_END_DECLS

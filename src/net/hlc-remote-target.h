/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-remote-follower.h"

G_BEGIN_DECLS

/* Keeps base and key together, or forgets both where they are %NULL; returns %FALSE when that cannot be done. */
typedef gboolean (*HlcRemoteKeepFunc) (const char *base, const char *key, gpointer user_data, GError **error);

/**
 * HlcRemoteTarget:
 *
 * The remote API that is set: its base URL and the key to it, which belong together and are kept together, and what
 * follows the operations that were created there. What leads to this console itself is refused. Main thread.
 *
 * Properties: HlcRemoteTarget:base, %NULL where none is set; HlcRemoteTarget:problem, a sentence on why it is not asked,
 * or on what came of asking, %NULL where all is well.
 */
#define HLC_TYPE_REMOTE_TARGET (hlc_remote_target_get_type ())
G_DECLARE_FINAL_TYPE (HlcRemoteTarget, hlc_remote_target, HLC, REMOTE_TARGET, GObject)

HlcRemoteTarget *hlc_remote_target_new (HlcStore *store,
                                        HlcRemoteKeepFunc keep,
                                        gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void hlc_remote_target_set_own (HlcRemoteTarget *self,
                                const guint16 *own_ports,
                                guint n_own_ports,
                                const char *public_url);
void hlc_remote_target_load (HlcRemoteTarget *self, const char *base, const char *key);
gboolean hlc_remote_target_set (HlcRemoteTarget *self, const char *typed, const char *key, GError **error);
gboolean hlc_remote_target_clear (HlcRemoteTarget *self, GError **error);
HlcRemoteClient *hlc_remote_target_make_client (HlcRemoteTarget *self,
                                                const char *typed,
                                                const char *key,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
const char *hlc_remote_target_get_base (HlcRemoteTarget *self);
const char *hlc_remote_target_get_problem (HlcRemoteTarget *self);
HlcRemoteFollower *hlc_remote_target_get_follower (HlcRemoteTarget *self);
void hlc_remote_target_stop (HlcRemoteTarget *self);

G_END_DECLS

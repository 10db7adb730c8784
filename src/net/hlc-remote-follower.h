/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-remote-client.h"
#include "hlc-store.h"

G_BEGIN_DECLS

/** The most operations that are followed at a time. */
#define HLC_REMOTE_MAX_FOLLOWED 1000

/**
 * HlcRemoteFollower:
 *
 * Follows the operations that were created at a remote API: asks for them politely, one at a time, until the remote
 * has decided, and stores that. After a start it goes on with those that are stored and pending. Main thread.
 *
 * Properties: HlcRemoteFollower:n-followed, how many are asked for; HlcRemoteFollower:problem, a sentence on why the
 * last poll failed, %NULL where it did not; HlcRemoteFollower:time-scale, by how much all pauses are shorter.
 */
#define HLC_TYPE_REMOTE_FOLLOWER (hlc_remote_follower_get_type ())
G_DECLARE_FINAL_TYPE (HlcRemoteFollower, hlc_remote_follower, HLC, REMOTE_FOLLOWER, GObject)

HlcRemoteFollower *hlc_remote_follower_new (HlcStore *store) G_GNUC_WARN_UNUSED_RESULT;
void hlc_remote_follower_set_client (HlcRemoteFollower *self, HlcRemoteClient *client);
void hlc_remote_follower_set_time_scale (HlcRemoteFollower *self, double time_scale);
HlcRemoteClient *hlc_remote_follower_get_client (HlcRemoteFollower *self);
HlcStore *hlc_remote_follower_get_store (HlcRemoteFollower *self);
void hlc_remote_follower_follow (HlcRemoteFollower *self, HlcOperation *operation);
guint hlc_remote_follower_get_n_followed (HlcRemoteFollower *self);
const char *hlc_remote_follower_get_problem (HlcRemoteFollower *self);
const char *hlc_remote_follower_get_gone_reason (HlcRemoteFollower *self, const char *call_id);
gint64 hlc_remote_follower_get_wait (HlcRemoteFollower *self);
void hlc_remote_follower_stop (HlcRemoteFollower *self);

G_END_DECLS

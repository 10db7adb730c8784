/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-attempt.h"
#include "hlc-delivery.h"

G_BEGIN_DECLS

/** What a rule may have waiting before it asks whether to send it all. */
#define HLC_FORWARD_BACKLOG_LIMIT 100

/**
 * HlcForwardRule:
 * @id: the store's row id; 0 while not stored
 * @endpoint: row id; @endpoint_id: what that is called: where it forwards to
 * @event_type, @run_id: (nullable): only these; %NULL for any
 * @path: (nullable): only this path of the receiver; where it ends with an asterisk, all that begin so; %NULL for any
 * @ordered: one after the other, in the order in which they were received
 * @backlog_limit: how many may wait while the handler is down before it asks
 * @n_down: how many attempts in a row have found the handler down; @probe_at: when the next one looks whether it is back
 * @is_down: its last attempt got no answer; @is_asking: the handler is back, and more waits than the limit
 * @waiting: attempts that wait; only in what is read from the store
 *
 * Received deliveries that match are sent on by themselves. A delivery that was not verified is forwarded only with
 * its original signature: we do not vouch for what we could not check. Reference counted; not changed once shared.
 */
typedef struct
{
  gint64 id;
  gint64 endpoint;
  char *endpoint_id;
  char *event_type;
  char *path;
  char *run_id;
  HlcSignMode sign_mode;
  gboolean ordered;
  gboolean enabled;
  gint64 backlog_limit;
  guint n_down;
  gint64 probe_at;
  gboolean is_down;
  gboolean is_asking;
  gint64 waiting;
  gint64 created_at;

  /*< private >*/
  gatomicrefcount ref_count;
} HlcForwardRule;

/** HlcRelease: what becomes of a rule's backlog. */
typedef enum
{
  HLC_RELEASE_ALL,     /* send all, in order */
  HLC_RELEASE_NEWEST,  /* send the newest, discard the others */
  HLC_RELEASE_DISCARD, /* send nothing */
} HlcRelease;

HlcForwardRule *hlc_forward_rule_new (void) G_GNUC_WARN_UNUSED_RESULT;
HlcForwardRule *hlc_forward_rule_copy (const HlcForwardRule *self) G_GNUC_WARN_UNUSED_RESULT;
HlcForwardRule *hlc_forward_rule_ref (HlcForwardRule *self);
void hlc_forward_rule_unref (HlcForwardRule *self);
gboolean hlc_forward_rule_check (const HlcForwardRule *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_forward_rule_check_members (const HlcForwardRule *self,
                                         const char **member,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_forward_rule_matches (const HlcForwardRule *self, const HlcDelivery *delivery);

const char *hlc_release_to_string (HlcRelease release);
gboolean hlc_release_from_string (const char *text, HlcRelease *release);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcForwardRule, hlc_forward_rule_unref)

G_END_DECLS

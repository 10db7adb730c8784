/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-event-type.h"
#include "hlc-header-list.h"
#include "hlc-payload.h"

G_BEGIN_DECLS

/** HlcHeaderFamily: under which names the id, the timestamp and the signature are sent. Stored: only ever add. */
typedef enum
{
  HLC_HEADER_FAMILY_BOTH,
  HLC_HEADER_FAMILY_SVIX,
  HLC_HEADER_FAMILY_WEBHOOK,
} HlcHeaderFamily;

/**
 * HlcEndpoint:
 * @id: the store's row id; 0 while not stored
 * @endpoint_id: what it is called everywhere else: `ep_…`; its signing secrets are kept under this name
 * @url: where messages are posted to
 * @description: (nullable): for people
 * @events: bits of #HlcEventType, or %HLC_EVENTS_ALL
 * @headers: custom headers, sent with every message; values of secret ones are never shown
 * @enabled: whether it gets messages; @disabled_reason: (nullable): why it does not, where we disabled it
 * @failing_since: when the first of an unbroken row of failed attempts was; 0 while the last one succeeded
 * @waiting: attempts that are due or wait for their time; @last_status, @last_error, @last_attempt_at: of the newest
 *   finished attempt (0, %NULL and 0 where there is none); all four only in what is read from the store
 *
 * A URL of the developer's handler, to which messages are sent. Reference counted; not changed once shared.
 */
typedef struct
{
  gint64 id;
  char *endpoint_id;
  char *url;
  char *description;
  guint events;
  HlcBodyVersion body_version;
  HlcHeaderFamily header_family;
  HlcHeaderList *headers;
  gboolean enabled;
  char *disabled_reason;
  gint64 created_at;
  gint64 failing_since;
  gint64 waiting;
  gint64 last_attempt_at;
  guint last_status;
  char *last_error;

  /*< private >*/
  gatomicrefcount ref_count;
} HlcEndpoint;

HlcEndpoint *hlc_endpoint_new (void) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_endpoint_make_id (void) G_GNUC_WARN_UNUSED_RESULT;
HlcEndpoint *hlc_endpoint_copy (const HlcEndpoint *self) G_GNUC_WARN_UNUSED_RESULT;
HlcEndpoint *hlc_endpoint_ref (HlcEndpoint *self);
void hlc_endpoint_unref (HlcEndpoint *self);
gboolean hlc_endpoint_check (const HlcEndpoint *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_endpoint_check_members (const HlcEndpoint *self,
                                     const char **member,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_endpoint_wants (const HlcEndpoint *self, HlcEventType type);
gboolean hlc_endpoint_wants_event (const HlcEndpoint *self, const char *event_type);
gboolean hlc_endpoint_is_failing (const HlcEndpoint *self);

const char *hlc_header_family_to_string (HlcHeaderFamily family);
gboolean hlc_header_family_from_string (const char *text, HlcHeaderFamily *family);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcEndpoint, hlc_endpoint_unref)

G_END_DECLS

/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  HLC_OPERATION_FUNCTION_CALL,
  HLC_OPERATION_HUMAN_CONTACT,
} HlcOperationKind;

typedef enum
{
  HLC_STATE_PENDING,
  HLC_STATE_APPROVED,
  HLC_STATE_DENIED,
  HLC_STATE_RESPONDED,
} HlcOperationState;

/** HlcOrigin: where we learned of an operation. */
typedef enum
{
  HLC_ORIGIN_API,
  HLC_ORIGIN_CONSOLE,
  HLC_ORIGIN_REMOTE,
  HLC_ORIGIN_WEBHOOK,
} HlcOrigin;

/** HlcChannel: how a decision reached us. */
typedef enum
{
  HLC_CHANNEL_NONE,
  HLC_CHANNEL_WINDOW,
  HLC_CHANNEL_NOTIFICATION,
  HLC_CHANNEL_COMMAND,
  HLC_CHANNEL_API,
  HLC_CHANNEL_POLICY,
  HLC_CHANNEL_WEBHOOK,
} HlcChannel;

/**
 * HlcOperation:
 * @id: the store's row id; 0 while not stored
 * @title: one line for lists: `fn(a=…, b=…)` or the message, cut, with deceptive characters made visible
 * @requested_at: microseconds since the epoch, UTC
 * @responded_at: likewise; 0 while pending or not known
 * @decided_name: (nullable): who decided, within @decided_channel (a key's or a policy's name)
 * @conflict: a webhook contradicted what is stored; it was kept and not applied
 * @polls: how often the agent asked for it; @last_polled_at: when, the last time
 * @spec: (nullable): the `spec` object, byte for byte as received; %NULL in list rows
 * @status: (nullable): the `status` object, byte for byte where it was received; %NULL while there is none
 * @extra: (nullable): members of the received object that the protocol does not name, as they came, with commas between
 * @escalated_at: when the agent last escalated it; 0 for never
 * @remote_base: (nullable): of an operation that was created at a remote API, the base URL of that, where it is decided
 *
 * A function call that waits for approval or a human contact that waits for an answer, with its outcome.
 * Reference counted; not changed once shared, so any thread may read it.
 */
typedef struct
{
  gint64 id;
  char *call_id;
  char *run_id;
  HlcOperationKind kind;
  HlcOperationState state;
  HlcOrigin origin;
  char *title;
  gboolean is_test;
  gboolean conflict;
  gint64 requested_at;
  gint64 responded_at;
  HlcChannel decided_channel;
  char *decided_name;
  gint64 polls;
  gint64 last_polled_at;
  GBytes *spec;
  GBytes *status;
  GBytes *extra;
  gint64 escalated_at;
  char *remote_base;

  /*< private >*/
  gatomicrefcount ref_count;
} HlcOperation;

/** HlcTimelineEntry: one thing that happened to an operation. @detail: (nullable): a sentence, plain text. */
typedef struct
{
  gint64 at;
  char *type;
  char *detail;
} HlcTimelineEntry;

HlcOperation *hlc_operation_new (void) G_GNUC_WARN_UNUSED_RESULT;
HlcOperation *hlc_operation_ref (HlcOperation *self);
void hlc_operation_unref (HlcOperation *self);
gsize hlc_operation_get_size (HlcOperation *self);
gboolean hlc_operation_is_ours_to_decide (HlcOperation *self);

HlcTimelineEntry *hlc_timeline_entry_new (gint64 at,
                                          const char *type,
                                          const char *detail) G_GNUC_WARN_UNUSED_RESULT;
void hlc_timeline_entry_free (HlcTimelineEntry *self);

const char *hlc_operation_kind_to_string (HlcOperationKind kind);
gboolean hlc_operation_kind_from_string (const char *text, HlcOperationKind *kind);
const char *hlc_operation_state_to_string (HlcOperationState state);
gboolean hlc_operation_state_from_string (const char *text, HlcOperationState *state);
const char *hlc_origin_to_string (HlcOrigin origin);
const char *hlc_channel_to_string (HlcChannel channel);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcOperation, hlc_operation_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcTimelineEntry, hlc_timeline_entry_free)

G_END_DECLS

/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-header-list.h"

G_BEGIN_DECLS

/** HlcAttemptState: stored: only ever add. */
typedef enum
{
  HLC_ATTEMPT_WAITING, /* for its time, for its turn, or for the answer: a crash meanwhile sends it again */
  HLC_ATTEMPT_SUCCEEDED,
  HLC_ATTEMPT_FAILED,
  HLC_ATTEMPT_CANCELLED, /* its endpoint was removed, or a human discarded it, before it was made */
} HlcAttemptState;

/** HlcTrigger: why an attempt is made. Stored: only ever add. */
typedef enum
{
  HLC_TRIGGER_EVENT,   /* the event itself, and the retries of its schedule */
  HLC_TRIGGER_RESEND,  /* a human or a script asked for this message again */
  HLC_TRIGGER_RECOVER, /* all that had failed was asked for again */
  HLC_TRIGGER_REPLAY,  /* a received delivery was sent on by hand */
  HLC_TRIGGER_FORWARD, /* a rule forwarded a received delivery */
  HLC_TRIGGER_SEND,    /* composed by hand: a test event, or an edited body */
} HlcTrigger;

/** HlcSignMode: stored: only ever add. */
typedef enum
{
  HLC_SIGN_NOW,      /* signed afresh for each attempt */
  HLC_SIGN_ORIGINAL, /* the received bytes with the received headers and signature */
} HlcSignMode;

/** HlcFailure: how an attempt failed, as far as it decides what comes next. Stored: only ever add. */
typedef enum
{
  HLC_FAILURE_NONE,
  HLC_FAILURE_STATUS,      /* answered, but not with 2xx */
  HLC_FAILURE_GONE,        /* 410: the endpoint wants nothing any more */
  HLC_FAILURE_UNREACHABLE, /* no connection: nothing listens, no such name, refused by our own rules */
  HLC_FAILURE_TIMEOUT,     /* no answer in time */
  HLC_FAILURE_BROKEN,      /* the connection ended within, or what came is no HTTP */
  HLC_FAILURE_UNSENDABLE,  /* it could not even be tried: its secret is gone, a header is not allowed */
} HlcFailure;

/**
 * HlcAttempt:
 * @id: the store's row id
 * @message: row id of its message; @message_id: (nullable): what that is called
 * @endpoint: row id, 0 for a URL of its own; @endpoint_id: (nullable)
 * @rule: row id of the forwarding rule, 0 for none
 * @lane: what must stay in order: attempts with the same endpoint and lane are made one after the other; 0 for none
 * @number: counts the attempts at this destination, from 1
 * @step: the place in the retry schedule, from 1; it begins anew where a message is sent again
 * @planned_at, @delay: when it was planned and how long it was to wait, unscaled, in microseconds
 * @due_at: when it is made, at the time scale of now
 * @started_at: 0 while it was not made; @duration: microseconds
 * @error: (nullable): what went wrong, for people
 * @address: (nullable): where it was really sent: `127.0.0.1:8000`
 * @next_at: when the next one is due; 0 where there is none
 * @request_headers, @response_headers, @response_body: (nullable): not in list rows; secret values are masked already
 * @response_truncated: more came than is kept
 *
 * One try to send a message to an endpoint or a URL. Reference counted; not changed once shared.
 */
typedef struct
{
  gint64 id;
  gint64 message;
  char *message_id;
  gint64 endpoint;
  char *endpoint_id;
  char *url;
  gint64 rule;
  gint64 lane;
  guint number;
  guint step;
  HlcAttemptState state;
  HlcTrigger trigger;
  HlcSignMode sign_mode;
  gint64 planned_at;
  gint64 delay;
  gint64 due_at;
  gint64 started_at;
  gint64 duration;
  guint http_status;
  HlcFailure failure;
  char *error;
  char *address;
  gint64 next_at;
  HlcHeaderList *request_headers;
  HlcHeaderList *response_headers;
  GBytes *response_body;
  gboolean response_truncated;

  /*< private >*/
  gatomicrefcount ref_count;
} HlcAttempt;

/**
 * HlcAttemptResult:
 * @url: (nullable): where it was sent; %NULL for the URL that the store has
 * @retry_after: what the handler asked for, in microseconds from the end of the attempt; -1 where it did not
 * @random: 32 random bits, for the jitter of the next one
 *
 * What came of an attempt, as the one who made it tells the store. Members as in #HlcAttempt.
 */
typedef struct
{
  gint64 started_at;
  gint64 duration;
  guint http_status;
  HlcFailure failure;
  char *url;
  char *error;
  char *address;
  gint64 retry_after;
  guint32 random;
  HlcHeaderList *request_headers;
  HlcHeaderList *response_headers;
  GBytes *response_body;
  gboolean response_truncated;
} HlcAttemptResult;

HlcAttempt *hlc_attempt_new (void) G_GNUC_WARN_UNUSED_RESULT;
HlcAttempt *hlc_attempt_ref (HlcAttempt *self);
void hlc_attempt_unref (HlcAttempt *self);
HlcAttemptResult *hlc_attempt_result_new (void) G_GNUC_WARN_UNUSED_RESULT;
HlcAttemptResult *hlc_attempt_result_copy (const HlcAttemptResult *self) G_GNUC_WARN_UNUSED_RESULT;
void hlc_attempt_result_free (HlcAttemptResult *self);

const char *hlc_attempt_state_to_string (HlcAttemptState state);
const char *hlc_trigger_to_string (HlcTrigger trigger);
const char *hlc_sign_mode_to_string (HlcSignMode mode);
gboolean hlc_sign_mode_from_string (const char *text, HlcSignMode *mode);
const char *hlc_failure_to_string (HlcFailure failure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcAttempt, hlc_attempt_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcAttemptResult, hlc_attempt_result_free)

G_END_DECLS

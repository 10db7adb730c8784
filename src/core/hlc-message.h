/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** HlcMessageState: of all its destinations together. Stored: only ever add. */
typedef enum
{
  HLC_MESSAGE_UNSENT,    /* no endpoint wanted it */
  HLC_MESSAGE_PENDING,   /* an attempt waits or is under way */
  HLC_MESSAGE_DELIVERED, /* every destination took it */
  HLC_MESSAGE_FAILED,    /* nothing waits, and the last attempt at a destination failed */
} HlcMessageState;

/** HLC_NO_EVENT_TYPE: the event type of a received delivery that names none. */
#define HLC_NO_EVENT_TYPE "unknown"

/** HlcMessageContent: what is sent. Stored: only ever add. */
typedef enum
{
  HLC_CONTENT_OPERATION, /* the operation as it is stored, in the endpoint's body version */
  HLC_CONTENT_EVENT,     /* @payload is the event object; the endpoint's body version wraps it */
  HLC_CONTENT_BODY,      /* @payload is the whole body, byte for byte */
  HLC_CONTENT_DELIVERY,  /* the body of a received delivery, byte for byte */
} HlcMessageContent;

/**
 * HlcMessage:
 * @id: the store's row id
 * @message_id: what it is called: `msg_…`, unique
 * @webhook_id: (nullable): what is sent as its id where that is another: a forwarded delivery keeps its sender's
 * @call_id: (nullable): of the operation that it is about
 * @operation, @delivery: row ids of what it is made of; 0 for none
 * @title: (nullable): one line for lists
 * @n_attempts: attempts that were made; @last_status, @last_error: of the newest of them
 * @next_at: when the next attempt is due; 0 for never
 * @url: (nullable): of the newest attempt
 *
 * One event to send. Reference counted; not changed once shared, so any thread may read it.
 */
typedef struct
{
  gint64 id;
  char *message_id;
  char *webhook_id;
  char *event_type;
  char *call_id;
  gint64 operation;
  gint64 delivery;
  HlcMessageContent content;
  gboolean is_test;
  char *title;
  gint64 created_at;
  HlcMessageState state;
  guint n_attempts;
  guint last_status;
  char *last_error;
  gint64 next_at;
  char *url;

  /*< private >*/
  gatomicrefcount ref_count;
} HlcMessage;

HlcMessage *hlc_message_new (void) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_message_make_id (void) G_GNUC_WARN_UNUSED_RESULT;
HlcMessage *hlc_message_ref (HlcMessage *self);
void hlc_message_unref (HlcMessage *self);

const char *hlc_message_state_to_string (HlcMessageState state);
gboolean hlc_message_state_from_string (const char *text, HlcMessageState *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcMessage, hlc_message_unref)

G_END_DECLS

/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-event-draft.h"
#include "hlc-form-problem.h"
#include "hlc-json-writer.h"

G_BEGIN_DECLS

/** HlcEventFormKind: which of the events that are no operation; by the order of hlc_event_get_composed_types(). */
typedef enum
{
  HLC_EVENT_FORM_EMAIL,
  HLC_EVENT_FORM_SLACK,
  HLC_EVENT_FORM_CONVERSATION,
} HlcEventFormKind;

/**
 * HlcThreadMail:
 * @to_address, @cc_address, @bcc_address: (nullable): addresses with commas between
 * @datetime: (nullable): RFC 3339; by default some hours ago
 *
 * An earlier mail of the thread that a mail belongs to.
 */
typedef struct
{
  char *from_address;
  char *to_address;
  char *cc_address;
  char *bcc_address;
  char *subject;
  char *content;
  char *datetime;
} HlcThreadMail;

/**
 * HlcSlackMessage:
 * @channel_id: (nullable): by default the thread's
 * @message_ts: (nullable): by default seconds after the thread's
 */
typedef struct
{
  char *from_user_id;
  char *channel_id;
  char *content;
  char *message_ts;
} HlcSlackMessage;

/**
 * HlcEventForm:
 * @from_address, @to_address, @subject, @body: a mail; the addresses may have names before them
 * @message_id: (nullable): `<left@right>`; by default made
 * @in_reply_to: (nullable): the id of the mail that it answers
 * @previous_thread: (element-type HlcThreadMail): the oldest first
 * @thread_ts: (nullable): of a Slack thread; by default now
 * @channel_id, @team_id: its channel, and (nullable) its team
 * @events: (element-type HlcSlackMessage): its messages
 * @user_message: how a conversation begins
 * @agent_name, @contact_channel_id: (nullable): the latter in digits
 *
 * What is typed to compose an event; the fields of the other kinds do not count. Any of them may be %NULL for empty.
 * They are called as the protocol calls them. Plain data.
 */
typedef struct
{
  HlcEventFormKind kind;
  gboolean is_test;

  char *from_address;
  char *to_address;
  char *subject;
  char *body;
  char *message_id;
  char *in_reply_to;
  GPtrArray *previous_thread;

  char *thread_ts;
  char *channel_id;
  char *team_id;
  GPtrArray *events;

  char *user_message;
  char *agent_name;
  char *contact_channel_id;
} HlcEventForm;

HlcEventForm *hlc_event_form_new (HlcEventFormKind kind) G_GNUC_WARN_UNUSED_RESULT;
void hlc_event_form_free (HlcEventForm *self);
void hlc_event_form_add_thread_mail (HlcEventForm *self, const char *from_address, const char *content);
void hlc_event_form_add_slack_message (HlcEventForm *self, const char *from_user_id, const char *content);
const char *hlc_event_form_get_type (const HlcEventForm *self);
gboolean hlc_event_form_kind_from_type (const char *type, HlcEventFormKind *kind);

HlcEventDraft *hlc_event_form_to_draft (const HlcEventForm *self,
                                        gint64 now,
                                        const char *token,
                                        GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;

HlcEventForm *hlc_event_form_new_from_json (const char *type,
                                            HlcJsonValue fields,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *hlc_event_form_to_json (const HlcEventForm *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcEventForm, hlc_event_form_free)

G_END_DECLS

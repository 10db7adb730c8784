/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-event-form.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-clock.h"
#include "hlc-mail.h"

/* What one person wrote after another, where no time was typed. */
#define THREAD_STEP G_TIME_SPAN_HOUR
#define SLACK_STEP G_TIME_SPAN_SECOND

static void
thread_mail_free (gpointer data)
{
  HlcThreadMail *mail = data;

  g_free (mail->from_address);
  g_free (mail->to_address);
  g_free (mail->cc_address);
  g_free (mail->bcc_address);
  g_free (mail->subject);
  g_free (mail->content);
  g_free (mail->datetime);
  g_free (mail);
}

static void
slack_message_free (gpointer data)
{
  HlcSlackMessage *message = data;

  g_free (message->from_user_id);
  g_free (message->channel_id);
  g_free (message->content);
  g_free (message->message_ts);
  g_free (message);
}

/**
 * hlc_event_form_new:
 * @kind: what it composes
 *
 * Returns: (transfer full): an empty form
 */
HlcEventForm *
hlc_event_form_new (HlcEventFormKind kind)
{
  HlcEventForm *self = g_new0 (HlcEventForm, 1);

  self->kind = kind;
  self->previous_thread = g_ptr_array_new_with_free_func (thread_mail_free);
  self->events = g_ptr_array_new_with_free_func (slack_message_free);
  return self;
}

/**
 * hlc_event_form_free:
 * @self: (transfer full): a form
 */
void
hlc_event_form_free (HlcEventForm *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->from_address);
  g_free (self->to_address);
  g_free (self->subject);
  g_free (self->body);
  g_free (self->message_id);
  g_free (self->in_reply_to);
  g_ptr_array_unref (self->previous_thread);
  g_free (self->thread_ts);
  g_free (self->channel_id);
  g_free (self->team_id);
  g_ptr_array_unref (self->events);
  g_free (self->user_message);
  g_free (self->agent_name);
  g_free (self->contact_channel_id);
  g_free (self);
}

/**
 * hlc_event_form_add_thread_mail:
 * @from_address: who wrote it
 * @content: what
 *
 * Adds a mail to the end of the thread; its other fields may be set afterwards.
 */
void
hlc_event_form_add_thread_mail (HlcEventForm *self, const char *from_address, const char *content)
{
  HlcThreadMail *mail = g_new0 (HlcThreadMail, 1);

  mail->from_address = g_strdup (from_address);
  mail->content = g_strdup (content);
  g_ptr_array_add (self->previous_thread, mail);
}

/**
 * hlc_event_form_add_slack_message:
 * @from_user_id: who wrote it
 * @content: what
 *
 * Adds a message to the end of a Slack thread; its other fields may be set afterwards.
 */
void
hlc_event_form_add_slack_message (HlcEventForm *self, const char *from_user_id, const char *content)
{
  HlcSlackMessage *message = g_new0 (HlcSlackMessage, 1);

  message->from_user_id = g_strdup (from_user_id);
  message->content = g_strdup (content);
  g_ptr_array_add (self->events, message);
}

/**
 * hlc_event_form_get_type:
 *
 * Returns: (transfer none): the type of the event, `agent_email.received`
 */
const char *
hlc_event_form_get_type (const HlcEventForm *self)
{
  return hlc_event_get_composed_types ()[self->kind];
}

/**
 * hlc_event_form_kind_from_type:
 * @type: an event type
 * @kind: (out): the form's kind, untouched if there is none
 *
 * Returns: whether there is a form for it
 */
gboolean
hlc_event_form_kind_from_type (const char *type, HlcEventFormKind *kind)
{
  const char *const *types = hlc_event_get_composed_types ();

  for (guint i = 0; types[i] != NULL; i++)
    {
      if (!g_str_equal (types[i], type))
        continue;
      *kind = (HlcEventFormKind) i;
      return TRUE;
    }

  return FALSE;
}

typedef struct
{
  const HlcEventForm *form;
  gint64 now;
  const char *token;
  HlcJsonWriter *writer; /* (owned) */
  GPtrArray *problems;
} Composition;

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

static void
write_text (Composition *self, const char *name, const char *text)
{
  hlc_json_writer_name (self->writer, name);
  hlc_json_writer_string (self->writer, text != NULL ? text : "");
}

static void
write_set_text (Composition *self, const char *name, const char *text)
{
  if (!is_empty (text))
    write_text (self, name, text);
}

/* The address alone, or as it was typed with a problem added. */
static char *
read_address (Composition *self, const char *field, const char *typed)
{
  g_autofree char *name = NULL;
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;

  if (is_empty (typed))
    hlc_form_problems_add (self->problems, field, "%s", _ ("There is no address: write user@example.com."));
  else if (!hlc_mail_parse_address (typed, &name, &address, &error))
    hlc_form_problems_add (self->problems, field, "%s", error->message);
  else
    return g_steal_pointer (&address);

  return g_strdup (typed != NULL ? typed : "");
}

static void
write_address (Composition *self, const char *name, const char *field, const char *typed)
{
  g_autofree char *address = read_address (self, field, typed);

  write_text (self, name, address);
}

/* A comma ends an address, unless it stands in a quoted name. */
static void
write_addresses (Composition *self, const char *name, const char *field, const char *typed)
{
  const char *start = typed != NULL ? typed : "";
  gboolean is_quoted = FALSE;

  hlc_json_writer_name (self->writer, name);
  hlc_json_writer_begin_array (self->writer);
  for (const char *c = start; !is_empty (typed); c++)
    {
      if (*c == '"')
        is_quoted = !is_quoted;
      if (*c == '\0' || (*c == ',' && !is_quoted))
        {
          g_autofree char *one = g_strstrip (g_strndup (start, (gsize) (c - start)));
          g_autofree char *address = *one != '\0' ? read_address (self, field, one) : NULL;

          if (address != NULL)
            hlc_json_writer_string (self->writer, address);
          start = c + 1;
        }
      if (*c == '\0')
        break;
    }
  hlc_json_writer_end_array (self->writer);
}

static void
write_thread_time (Composition *self, const HlcThreadMail *mail, guint index, const char *field)
{
  guint after = self->form->previous_thread->len - index;
  gint64 time = self->now - after * THREAD_STEP;
  g_autofree char *made = NULL;

  if (is_empty (mail->datetime))
    {
      made = hlc_time_format (time);
      write_text (self, "datetime", made);
      return;
    }

  if (!hlc_time_parse (mail->datetime, &time))
    hlc_form_problems_add (self->problems, field, _ ("“%s” is no time: write it as 2025-06-01T10:00:00Z."),
                           mail->datetime);
  write_text (self, "datetime", mail->datetime);
}

static void
write_thread_mail (Composition *self, guint index)
{
  const HlcThreadMail *mail = g_ptr_array_index (self->form->previous_thread, index);
  const struct
  {
    const char *name;
    const char *typed;
  } LISTS[] = {
    { "to_address", mail->to_address },
    { "cc_address", mail->cc_address },
    { "bcc_address", mail->bcc_address },
  };
  g_autofree char *from_field = g_strdup_printf ("previous_thread.%u.from_address", index);
  g_autofree char *time_field = g_strdup_printf ("previous_thread.%u.datetime", index);

  hlc_json_writer_begin_object (self->writer);
  write_address (self, "from_address", from_field, mail->from_address);
  for (guint i = 0; i < G_N_ELEMENTS (LISTS); i++)
    {
      g_autofree char *field = g_strdup_printf ("previous_thread.%u.%s", index, LISTS[i].name);

      write_addresses (self, LISTS[i].name, field, LISTS[i].typed);
    }
  write_text (self, "subject", mail->subject);
  write_text (self, "content", mail->content);
  write_thread_time (self, mail, index, time_field);
  hlc_json_writer_end_object (self->writer);
}

/* `<token@domain>`, the domain being the sender's. */
static char *
make_message_id (Composition *self, const char *from_address)
{
  const char *at = strrchr (from_address, '@');

  return g_strdup_printf ("<%s%s>", self->token, at != NULL ? at : "@localhost");
}

/* The fields of the mail are called as the protocol calls them. */
static const char *
get_form_field (const char *mail_field)
{
  if (g_str_equal (mail_field, "from"))
    return "from_address";

  return g_str_equal (mail_field, "to") ? "to_address" : mail_field;
}

static void
write_raw_email (Composition *self, const char *message_id)
{
  const HlcEventForm *form = self->form;
  const HlcMail mail = { form->from_address, form->to_address,  form->subject, form->body,
                         message_id,         form->in_reply_to, self->now };
  const char *field = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *raw = hlc_mail_compose (&mail, &field, &error);

  if (raw != NULL)
    write_text (self, "raw_email", raw);
  else if (hlc_form_problems_find (self->problems, get_form_field (field)) == NULL)
    hlc_form_problems_add (self->problems, get_form_field (field), "%s", error->message);
}

static void
write_email (Composition *self)
{
  const HlcEventForm *form = self->form;
  g_autofree char *from_address = read_address (self, "from_address", form->from_address);
  g_autofree char *message_id =
      is_empty (form->message_id) ? make_message_id (self, from_address) : g_strdup (form->message_id);

  write_text (self, "from_address", from_address);
  write_address (self, "to_address", "to_address", form->to_address);
  write_text (self, "subject", form->subject);
  write_text (self, "body", form->body);
  write_text (self, "message_id", message_id);
  if (form->previous_thread->len > 0)
    {
      hlc_json_writer_name (self->writer, "previous_thread");
      hlc_json_writer_begin_array (self->writer);
      for (guint i = 0; i < form->previous_thread->len; i++)
        write_thread_mail (self, i);
      hlc_json_writer_end_array (self->writer);
    }
  write_raw_email (self, message_id);
  if (form->is_test)
    {
      hlc_json_writer_name (self->writer, "is_test");
      hlc_json_writer_boolean (self->writer, TRUE);
    }
}

/* Slack's own form of a time, by which it tells messages apart. */
static char *
make_slack_ts (gint64 time)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%06d", time / G_USEC_PER_SEC, (int) (time % G_USEC_PER_SEC));
}

/* Slack tells the messages of a channel apart by their time. */
static void
check_slack_times (Composition *self)
{
  GPtrArray *messages = self->form->events;

  for (guint i = 0; i < messages->len; i++)
    {
      const char *time = ((HlcSlackMessage *) g_ptr_array_index (messages, i))->message_ts;
      g_autofree char *field = g_strdup_printf ("events.%u.message_ts", i);

      for (guint j = 0; j < i && !is_empty (time); j++)
        if (g_strcmp0 (time, ((HlcSlackMessage *) g_ptr_array_index (messages, j))->message_ts) == 0)
          {
            hlc_form_problems_add (self->problems, field,
                                   _ ("Another message has the timestamp %s: by it they are told apart."),
                                   time);
            break;
          }
    }
}

static void
write_slack (Composition *self)
{
  const HlcEventForm *form = self->form;
  g_autofree char *thread_ts =
      is_empty (form->thread_ts) ? make_slack_ts (self->now) : g_strdup (form->thread_ts);

  write_text (self, "thread_ts", thread_ts);
  write_text (self, "channel_id", form->channel_id);
  write_text (self, "team_id", form->team_id);
  hlc_json_writer_name (self->writer, "events");
  hlc_json_writer_begin_array (self->writer);
  for (guint i = 0; i < form->events->len; i++)
    {
      const HlcSlackMessage *message = g_ptr_array_index (form->events, i);
      g_autofree char *made = i == 0 ? g_strdup (thread_ts) : make_slack_ts (self->now + i * SLACK_STEP);
      const char *message_ts = is_empty (message->message_ts) ? made : message->message_ts;

      hlc_json_writer_begin_object (self->writer);
      write_text (self, "from_user_id", message->from_user_id);
      write_text (self, "channel_id",
                  is_empty (message->channel_id) ? form->channel_id : message->channel_id);
      write_text (self, "content", message->content);
      /* Older handlers read the first, newer ones the second. */
      write_text (self, "message_id", message_ts);
      write_text (self, "message_ts", message_ts);
      hlc_json_writer_end_object (self->writer);
    }
  hlc_json_writer_end_array (self->writer);

  check_slack_times (self);
  if (form->events->len == 0)
    hlc_form_problems_add (self->problems, "events", "%s", _ ("There is no message: add one."));
}

static void
write_conversation (Composition *self)
{
  const HlcEventForm *form = self->form;
  guint64 number = 0;

  write_text (self, "user_message", form->user_message);
  write_set_text (self, "agent_name", form->agent_name);
  if (is_empty (form->contact_channel_id))
    return;

  if (!g_ascii_string_to_unsigned (form->contact_channel_id, 10, 0, G_MAXINT64, &number, NULL))
    hlc_form_problems_add (self->problems, "contact_channel_id", "%s",
                           _ ("A contact channel's id is a whole number."));
  hlc_json_writer_name (self->writer, "contact_channel_id");
  hlc_json_writer_int (self->writer, (gint64) number);
}

static void (*const WRITE[]) (Composition *self) = {
  [HLC_EVENT_FORM_EMAIL] = write_email,
  [HLC_EVENT_FORM_SLACK] = write_slack,
  [HLC_EVENT_FORM_CONVERSATION] = write_conversation,
};

/**
 * hlc_event_form_to_draft:
 * @now: microseconds since the epoch, UTC
 * @token: random characters that may stand in a message id
 * @problems: (element-type HlcFormProblem): where what is wrong is added
 *
 * Composes the event: every field that the SDKs' types require is there, and `raw_email` is the mail as it would have
 * travelled. Any thread.
 *
 * Returns: (transfer full) (nullable): the event, or %NULL when there are problems
 */
HlcEventDraft *
hlc_event_form_to_draft (const HlcEventForm *self, gint64 now, const char *token, GPtrArray *problems)
{
  Composition composition = { self, now, token, NULL, problems };
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (HlcEventDraft) draft = NULL;
  g_autoptr (GPtrArray) input = hlc_problems_new ();
  g_autoptr (GBytes) event = NULL;
  guint n_before = problems->len;

  composition.writer = writer;
  hlc_json_writer_begin_object (writer);
  WRITE[self->kind](&composition);
  hlc_json_writer_end_object (writer);
  event = hlc_json_writer_finish (writer);
  if (problems->len > n_before)
    return NULL;

  draft = hlc_event_draft_new (hlc_event_form_get_type (self), event, self->is_test);
  if (hlc_event_draft_check (draft, input))
    return g_steal_pointer (&draft);

  hlc_form_problems_add_input (problems, input, NULL);
  return NULL;
}

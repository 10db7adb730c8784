/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-remote-answer.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-payload.h"
#include "hlc-visible-text.h"

/* What of a remote's own words is repeated. Characters. */
#define MAX_WORDS 300
/* The problems of a 422 that are repeated. */
#define MAX_DETAILS 5

/* What an error holds besides its words: the first field that a 422 named, as `spec.fn`. */
typedef struct
{
  char *field; /* (owned) (nullable) */
} HlcRemoteErrorPrivate;

static void
hlc_remote_error_private_init (HlcRemoteErrorPrivate *self)
{
}

static void
hlc_remote_error_private_copy (const HlcRemoteErrorPrivate *from, HlcRemoteErrorPrivate *to)
{
  to->field = g_strdup (from->field);
}

static void
hlc_remote_error_private_clear (HlcRemoteErrorPrivate *self)
{
  g_free (self->field);
}

G_DEFINE_EXTENDED_ERROR (HlcRemoteError, hlc_remote_error)

/* Some servers repeat what they refuse. */
static char *
make_visible (const HlcRemoteQuestion *question, const char *words)
{
  g_autoptr (GString) text = g_string_new (words);

  if (question->key != NULL && *question->key != '\0')
    g_string_replace (text, question->key, "…", 0);

  return hlc_visible_text_bounded (text->str, (gssize) text->len, HLC_VISIBLE_ONE_LINE, MAX_WORDS);
}

static void
append_loc (GString *words, HlcJsonValue loc)
{
  HlcJsonIter iter;
  HlcJsonValue part;
  gboolean is_first = TRUE;

  hlc_json_iter_init (&iter, loc);
  while (hlc_json_iter_next (&iter, NULL, &part))
    {
      g_autofree char *name = hlc_json_value_dup_string (part, NULL);
      gsize length = 0;
      const char *text = hlc_json_value_get_text (part, &length);

      if (g_strcmp0 (name, "body") == 0)
        continue;
      g_string_append (words, is_first ? "" : ".");
      is_first = FALSE;
      if (name != NULL)
        g_string_append (words, name);
      else
        g_string_append_len (words, text, (gssize) MIN (length, 20));
    }
  g_string_append (words, is_first ? "" : ": ");
}

/* detail: [{loc, msg}], as FastAPI answers what does not validate. */
static char *
describe_details (HlcJsonValue details)
{
  g_autoptr (GString) words = g_string_new (NULL);
  HlcJsonIter iter;
  HlcJsonValue detail;
  guint n = 0;

  hlc_json_iter_init (&iter, details);
  while (n < MAX_DETAILS && hlc_json_iter_next (&iter, NULL, &detail))
    {
      g_autofree char *message = NULL;
      HlcJsonValue loc;

      if (!hlc_json_read_string (detail, "msg", TRUE, &message, NULL))
        continue;

      g_string_append (words, n++ > 0 ? " " : "");
      if (hlc_json_value_get_member (detail, "loc", &loc))
        append_loc (words, loc);
      g_string_append (words, message);
    }

  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

/* The sentence of an error answer, in each of the shapes that such APIs have. */
static char *
dup_words (HlcJsonValue root)
{
  static const char *const NAMES[] = { "detail", "message", "error", NULL };
  HlcJsonValue member;
  char *words = NULL;

  if (hlc_json_value_get_member (root, "detail", &member) &&
      hlc_json_value_get_type (member) == HLC_JSON_ARRAY)
    words = describe_details (member);
  if (words == NULL && hlc_json_value_get_member (root, "error", &member) &&
      !hlc_json_read_string (member, "message", TRUE, &words, NULL))
    words = NULL;
  for (guint i = 0; words == NULL && NAMES[i] != NULL; i++)
    {
      if (!hlc_json_read_string (root, NAMES[i], TRUE, &words, NULL))
        words = NULL;
    }

  return words;
}

/* " It says: “…”", or nothing. */
static char *
describe_words (const HlcRemoteQuestion *question, GBytes *body)
{
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (body, NULL, NULL);
  g_autofree char *words = document != NULL ? dup_words (hlc_json_document_get_root (document)) : NULL;
  g_autofree char *visible = words != NULL ? make_visible (question, words) : NULL;

  /* Translators: it is put behind a sentence: begin as sentences are separated. */
  return visible != NULL ? g_strdup_printf (_ (" It says: “%s”"), visible) : g_strdup ("");
}

static void
set_not_found (const HlcRemoteQuestion *question, GBytes *body, GError **error)
{
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (body, NULL, NULL);
  g_autofree char *words = describe_words (question, body);

  /* An API that is there answers in JSON, whatever it does not find. */
  if (question->call_id != NULL && !question->is_creation && document != NULL)
    g_set_error (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_NOT_FOUND,
                 _ ("The API at %s does not know the operation %s (404).%s"), question->base,
                 question->call_id, words);
  else
    g_set_error (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_NO_API,
                 _ ("There is no such API at %s (404). A base URL usually ends in /humanlayer/v1.%s"),
                 question->base, words);
}

/* The place of the first of the details, without the body. */
static char *
dup_field (GBytes *body)
{
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (body, NULL, NULL);
  g_autoptr (GString) field = g_string_new (NULL);
  HlcJsonValue details;
  HlcJsonValue detail;
  HlcJsonValue loc;
  HlcJsonIter iter;

  if (document == NULL ||
      !hlc_json_value_get_member (hlc_json_document_get_root (document), "detail", &details) ||
      hlc_json_value_get_type (details) != HLC_JSON_ARRAY)
    return NULL;

  hlc_json_iter_init (&iter, details);
  if (!hlc_json_iter_next (&iter, NULL, &detail) || hlc_json_value_get_type (detail) != HLC_JSON_OBJECT ||
      !hlc_json_value_get_member (detail, "loc", &loc) || hlc_json_value_get_type (loc) != HLC_JSON_ARRAY)
    return NULL;

  append_loc (field, loc);
  if (!g_str_has_suffix (field->str, ": "))
    return NULL;

  g_string_truncate (field, field->len - strlen (": "));
  return g_string_free (g_steal_pointer (&field), FALSE);
}

static void
set_status_error (const HlcRemoteQuestion *question, guint status, GBytes *body, GError **error)
{
  g_autofree char *words = describe_words (question, body);
  g_autoptr (GError) invalid = NULL;

  if (status == 401 || status == 403)
    g_set_error (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_KEY,
                 _ ("The API at %s does not take the key (%u): check it, and that it is of this server.%s"),
                 question->base, status, words);
  else if (status == 409)
    g_set_error (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_CONFLICT,
                 _ ("The id %s is taken at %s (409): choose another one.%s"),
                 question->call_id != NULL ? question->call_id : "", question->base, words);
  else if (status == 400 || status == 422)
    {
      invalid = g_error_new (HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_INVALID,
                             _ ("The API at %s refused the request (%u).%s"), question->base, status, words);
      hlc_remote_error_get_private (invalid)->field = dup_field (body);
      g_propagate_error (error, g_steal_pointer (&invalid));
    }
  else if (status == 429 || status == 503)
    g_set_error (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_BUSY,
                 _ ("The API at %s asks to wait (%u): try again later.%s"), question->base, status, words);
  else if (status >= 500)
    g_set_error (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_SERVER,
                 _ ("The API at %s failed (%u): try again later.%s"), question->base, status, words);
  else if (status >= 300 && status < 400)
    g_set_error (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_OTHER,
                 _ ("%s redirects to another address (%u), which is not followed since the key would go "
                    "there: use that "
                    "address as the base URL."),
                 question->base, status);
  else
    g_set_error (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_OTHER, _ ("The API at %s answered %u.%s"),
                 question->base, status, words);
}

/**
 * hlc_remote_answer_check:
 * @status: the HTTP status
 * @body: the bytes of the answer
 * @error: an #HlcRemoteError, in words
 *
 * Any thread.
 *
 * Returns: whether it is an answer of success
 */
gboolean
hlc_remote_answer_check (const HlcRemoteQuestion *question, guint status, GBytes *body, GError **error)
{
  if (status == 200 || status == 201)
    return TRUE;

  if (status == 404)
    set_not_found (question, body, error);
  else
    set_status_error (question, status, body, error);
  return FALSE;
}

static gpointer
fail_garbage (const HlcRemoteQuestion *question, const char *why, GError **error)
{
  g_autofree char *visible = make_visible (question, why);

  g_set_error (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_GARBAGE,
               /* Translators: an address, and what is wrong with the answer, as a sentence. */
               _ ("What answers at %s is no HumanLayer API: %s"), question->base, visible);
  return NULL;
}

static HlcJsonDocument *
read_body (const HlcRemoteQuestion *question, guint status, GBytes *body, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  HlcJsonDocument *document = NULL;

  if (!hlc_remote_answer_check (question, status, body, error))
    return NULL;

  document = hlc_json_document_new (body, NULL, &local_error);
  return document != NULL ? document : fail_garbage (question, local_error->message, error);
}

/**
 * hlc_remote_answer_read_operation:
 * @question: about an operation
 * @status: the HTTP status
 * @body: the bytes of the answer
 * @error: an #HlcRemoteError, in words
 *
 * Reads what creating an operation, or asking for one, is answered with. Any thread.
 *
 * Returns: (transfer full) (nullable): the operation as the remote tells of it
 */
HlcOperation *
hlc_remote_answer_read_operation (const HlcRemoteQuestion *question,
                                  guint status,
                                  GBytes *body,
                                  GError **error)
{
  g_autoptr (HlcJsonDocument) document = read_body (question, status, body, error);
  g_autoptr (HlcOperation) operation = NULL;
  g_autoptr (GError) local_error = NULL;

  if (document == NULL)
    return NULL;

  operation = hlc_operation_new_from_json (hlc_json_document_get_root (document), &local_error);
  if (operation == NULL)
    return fail_garbage (question, local_error->message, error);

  if (!g_str_equal (operation->call_id, question->call_id) || operation->kind != question->kind)
    return fail_garbage (question, _ ("it told of another operation than the one it was asked for."), error);

  operation->origin = HLC_ORIGIN_REMOTE;
  return g_steal_pointer (&operation);
}

/* A member that is a string, or an object with a name. */
static char *
dup_name (HlcJsonValue object, const char *name)
{
  char *text = NULL;
  HlcJsonValue member;

  if (hlc_json_read_string (object, name, FALSE, &text, NULL))
    return text;
  if (hlc_json_value_get_member (object, name, &member) &&
      hlc_json_value_get_type (member) == HLC_JSON_OBJECT &&
      hlc_json_read_string (member, "name", FALSE, &text, NULL))
    return text;

  return NULL;
}

/**
 * hlc_remote_answer_read_project:
 * @question: about the project
 * @status: the HTTP status
 * @body: the bytes of the answer
 * @error: an #HlcRemoteError, in words
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable): whose key it is
 */
HlcRemoteProject *
hlc_remote_answer_read_project (const HlcRemoteQuestion *question, guint status, GBytes *body, GError **error)
{
  g_autoptr (HlcJsonDocument) document = read_body (question, status, body, error);
  HlcRemoteProject *project = NULL;
  HlcJsonValue root;

  if (document == NULL)
    return NULL;

  root = hlc_json_document_get_root (document);
  if (hlc_json_value_get_type (root) != HLC_JSON_OBJECT)
    return fail_garbage (question, _ ("its project is no object."), error);

  project = g_new0 (HlcRemoteProject, 1);
  project->name = dup_name (root, "name");
  project->organization = dup_name (root, "organization");
  return project;
}

/**
 * hlc_remote_project_free:
 * @self: (transfer full): a project
 */
void
hlc_remote_project_free (HlcRemoteProject *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  g_free (self->organization);
  g_free (self);
}

/**
 * hlc_remote_error_dup_field:
 * @error: an #HlcRemoteError
 *
 * Returns: (transfer full) (nullable): which field the remote refused, as `spec.fn`; text from outside
 */
char *
hlc_remote_error_dup_field (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == HLC_REMOTE_ERROR, NULL);

  return g_strdup (hlc_remote_error_get_private (error)->field);
}

/**
 * hlc_remote_error_get_outcome:
 * @error: why a poll got no operation
 *
 * Returns: what that means for following the operation
 */
HlcFollowOutcome
hlc_remote_error_get_outcome (const GError *error)
{
  if (g_error_matches (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_KEY))
    return HLC_FOLLOW_REFUSED;
  if (g_error_matches (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_NOT_FOUND))
    return HLC_FOLLOW_GONE;

  return HLC_FOLLOW_FAILED;
}

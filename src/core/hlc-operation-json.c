/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-payload.h"

#include <glib/gi18n-lib.h>

#include "hlc-clock.h"
#include "hlc-json-names.h"
#include "hlc-operation-title.h"

/* The typed readers begin their messages with the member's name; this puts the path before it. */
static gboolean
read_string (HlcJsonValue object,
             const char *path,
             const char *name,
             gboolean required,
             char **value,
             GError **error)
{
  if (hlc_json_read_string (object, name, required, value, error))
    return TRUE;

  g_prefix_error (error, "%s", path);
  return FALSE;
}

static gboolean
read_filled_string (HlcJsonValue object, const char *path, const char *name, char **value, GError **error)
{
  if (!read_string (object, path, name, TRUE, value, error))
    return FALSE;
  if (**value != '\0')
    return TRUE;

  g_set_error (error, HLC_ERROR, HLC_ERROR_SHAPE,
               /* Translators: a path to a member, as "spec." and "fn". */
               _ ("%s%s is empty: send the value that the operation was created with."), path, name);
  return FALSE;
}

/* A time that cannot be read is as good as none: it decides nothing. */
static gboolean
read_time (HlcJsonValue status, const char *name, gint64 *time, GError **error)
{
  g_autofree char *text = NULL;

  if (!read_string (status, "status.", name, FALSE, &text, error))
    return FALSE;

  *time = 0;
  if (text != NULL && !hlc_time_parse (text, time))
    *time = 0;

  return TRUE;
}

static gboolean
read_call_spec (HlcOperation *self, HlcJsonValue spec, GError **error)
{
  g_autofree char *fn = NULL;
  gboolean has_kwargs = FALSE;
  HlcJsonValue kwargs;

  if (!read_filled_string (spec, "spec.", "fn", &fn, error))
    return FALSE;
  if (!hlc_json_read_value (spec, "kwargs", HLC_JSON_OBJECT, TRUE, &has_kwargs, &kwargs, error))
    {
      g_prefix_error (error, "spec.");
      return FALSE;
    }

  self->kind = HLC_OPERATION_FUNCTION_CALL;
  self->title = hlc_operation_title_for_call (fn, kwargs);
  return TRUE;
}

static gboolean
read_contact_spec (HlcOperation *self, HlcJsonValue spec, GError **error)
{
  g_autofree char *msg = NULL;
  g_autofree char *subject = NULL;

  if (!read_string (spec, "spec.", "msg", TRUE, &msg, error) ||
      !read_string (spec, "spec.", "subject", FALSE, &subject, error))
    return FALSE;

  self->kind = HLC_OPERATION_HUMAN_CONTACT;
  self->title = hlc_operation_title_for_contact (subject, msg);
  return TRUE;
}

static gboolean
read_spec (HlcOperation *self, HlcJsonValue spec, GError **error)
{
  HlcJsonValue member;
  gboolean has_fn =
      hlc_json_value_get_member (spec, "fn", &member) && hlc_json_value_get_type (member) != HLC_JSON_NULL;
  gboolean has_msg =
      hlc_json_value_get_member (spec, "msg", &member) && hlc_json_value_get_type (member) != HLC_JSON_NULL;

  if (!hlc_json_names_check_except (spec, "state", error))
    return FALSE;
  if (!has_fn && !has_msg)
    {
      g_set_error (
          error, HLC_ERROR, HLC_ERROR_SHAPE,
          _ ("spec.fn and spec.msg are both missing: send spec.fn and spec.kwargs for a function call, or "
             "spec.msg for a human contact."));
      return FALSE;
    }

  self->spec = hlc_json_value_dup_text (spec);
  return has_fn ? read_call_spec (self, spec, error) : read_contact_spec (self, spec, error);
}

static gboolean
read_outcome (HlcOperation *self, HlcJsonValue status, GError **error)
{
  gboolean is_decided = FALSE;
  gboolean approved = FALSE;
  g_autofree char *comment = NULL;
  g_autofree char *reject_option = NULL;
  g_autofree char *response = NULL;
  g_autofree char *response_option = NULL;

  if (self->kind == HLC_OPERATION_HUMAN_CONTACT)
    {
      if (!read_string (status, "status.", "response", FALSE, &response, error) ||
          !read_string (status, "status.", "response_option_name", FALSE, &response_option, error))
        return FALSE;
      self->state = response != NULL ? HLC_STATE_RESPONDED : HLC_STATE_PENDING;
      return TRUE;
    }

  if (!hlc_json_read_boolean (status, "approved", &is_decided, &approved, error))
    {
      g_prefix_error (error, "status.");
      return FALSE;
    }
  if (!read_string (status, "status.", "comment", FALSE, &comment, error) ||
      !read_string (status, "status.", "reject_option_name", FALSE, &reject_option, error))
    return FALSE;
  if (is_decided)
    self->state = approved ? HLC_STATE_APPROVED : HLC_STATE_DENIED;

  return TRUE;
}

static gboolean
read_status (HlcOperation *self, HlcJsonValue object, GError **error)
{
  gboolean has_status = FALSE;
  HlcJsonValue status;

  self->state = HLC_STATE_PENDING;
  if (!hlc_json_read_value (object, "status", HLC_JSON_OBJECT, FALSE, &has_status, &status, error))
    return FALSE;
  if (!has_status)
    return TRUE;

  self->status = hlc_json_value_dup_text (status);
  return read_outcome (self, status, error) &&
         read_time (status, "requested_at", &self->requested_at, error) &&
         read_time (status, "responded_at", &self->responded_at, error);
}

/**
 * hlc_operation_new_from_json:
 * @object: a FunctionCall or a HumanContact of HumanLayer's API
 *
 * Reads an operation: `spec.fn` makes it a function call, otherwise `spec.msg` a human contact. What a human
 * will approve is read from the tokens of the text; `spec` and `status` are kept byte for byte, `spec.state`
 * unread. The operation is of unknown origin and decided by nobody that is known: the caller says. Any
 * thread.
 *
 * Errors: %HLC_ERROR_DUPLICATE_NAME if a name is repeated outside `spec.state`; %HLC_ERROR_SHAPE, with a
 * message that begins with the member's path, if something is missing, of another type, or holds U+0000.
 *
 * Returns: (transfer full): the operation, or %NULL with @error set
 */
HlcOperation *
hlc_operation_new_from_json (HlcJsonValue object, GError **error)
{
  g_autoptr (HlcOperation) self = hlc_operation_new ();
  gboolean has_spec = FALSE;
  HlcJsonValue spec;

  if (hlc_json_value_get_type (object) != HLC_JSON_OBJECT)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_SHAPE,
                   _ ("The operation is not an object: send {call_id, run_id, spec, status}."));
      return NULL;
    }
  if (!hlc_json_names_check_except (object, "spec", error) ||
      !read_filled_string (object, "", "call_id", &self->call_id, error) ||
      !read_filled_string (object, "", "run_id", &self->run_id, error) ||
      !hlc_json_read_value (object, "spec", HLC_JSON_OBJECT, TRUE, &has_spec, &spec, error) ||
      !read_spec (self, spec, error) || !read_status (self, object, error))
    return NULL;

  return g_steal_pointer (&self);
}

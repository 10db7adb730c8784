/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-member.h"

#include "hlc-json-document.h"

/**
 * hlc_json_member_text:
 * @text: (nullable): %NULL writes null
 */
void
hlc_json_member_text (HlcJsonWriter *writer, const char *name, const char *text)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_string (writer, text);
}

/**
 * hlc_json_member_time:
 * @time: microseconds since the epoch, UTC; 0 writes null
 */
void
hlc_json_member_time (HlcJsonWriter *writer, const char *name, gint64 time)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_time (writer, time);
}

/**
 * hlc_json_member_int:
 *
 * Writes a number.
 */
void
hlc_json_member_int (HlcJsonWriter *writer, const char *name, gint64 number)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_int (writer, number);
}

/**
 * hlc_json_member_known_int:
 * @number: 0 writes null: there is none
 */
void
hlc_json_member_known_int (HlcJsonWriter *writer, const char *name, gint64 number)
{
  hlc_json_writer_name (writer, name);
  if (number != 0)
    hlc_json_writer_int (writer, number);
  else
    hlc_json_writer_null (writer);
}

/**
 * hlc_json_member_boolean:
 *
 * Writes true or false.
 */
void
hlc_json_member_boolean (HlcJsonWriter *writer, const char *name, gboolean value)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_boolean (writer, value);
}

/**
 * hlc_json_member_body:
 * @body: (nullable): any bytes; %NULL writes null
 *
 * Writes a body in base64, bot tokens masked.
 */
void
hlc_json_member_body (HlcJsonWriter *writer, const char *name, GBytes *body)
{
  g_autoptr (GBytes) masked = body != NULL ? hlc_json_mask_member (body, HLC_JSON_SECRET_MEMBER) : NULL;

  hlc_json_writer_name (writer, name);
  hlc_json_writer_base64 (writer, masked);
}

/**
 * hlc_json_member_headers:
 * @headers: (nullable): %NULL writes null
 * @is_secret: says by its name whether a header's value is masked
 *
 * Writes headers as `[[name, value], …]`.
 */
void
hlc_json_member_headers (HlcJsonWriter *writer,
                         const char *name,
                         HlcHeaderList *headers,
                         gboolean (*is_secret) (const char *name))
{
  hlc_json_writer_name (writer, name);
  if (headers == NULL)
    {
      hlc_json_writer_null (writer);
      return;
    }

  hlc_json_writer_begin_array (writer);
  for (guint i = 0; i < hlc_header_list_get_length (headers); i++)
    {
      const char *header = hlc_header_list_get_name (headers, i);

      hlc_json_writer_begin_array (writer);
      hlc_json_writer_string (writer, header);
      hlc_json_writer_string (writer,
                              is_secret (header) ? HLC_JSON_MASK : hlc_header_list_get_value (headers, i));
      hlc_json_writer_end_array (writer);
    }
  hlc_json_writer_end_array (writer);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-instance-events.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hlc-error.h"

#define EVENT_FIELD "event: "
#define DATA_FIELD "data: "

struct _HlcInstanceEvents
{
  GDataInputStream *lines; /* (owned) */
};

/**
 * hlc_instance_events_new:
 * @stream: the answer of `GET /console/v1/events`
 *
 * Returns: (transfer full): its events
 */
HlcInstanceEvents *
hlc_instance_events_new (GInputStream *stream)
{
  HlcInstanceEvents *self;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  self = g_new0 (HlcInstanceEvents, 1);
  self->lines = g_data_input_stream_new (stream);
  return self;
}

/**
 * hlc_instance_events_free:
 * @self: (transfer full): events
 *
 * Stops reading.
 */
void
hlc_instance_events_free (HlcInstanceEvents *self)
{
  g_return_if_fail (self != NULL);

  g_object_unref (self->lines);
  g_free (self);
}

/**
 * hlc_instance_events_read:
 * @self: events
 * @event: the name of those that are of interest
 * @error: that the stream ended
 *
 * Waits for the next event of that name and passes over others.
 *
 * Returns: (transfer full) (nullable): the event's object
 */
GBytes *
hlc_instance_events_read (HlcInstanceEvents *self, const char *event, GError **error)
{
  gboolean is_wanted = FALSE;

  g_return_val_if_fail (self != NULL && event != NULL, NULL);

  for (;;)
    {
      g_autoptr (GError) local_error = NULL;
      g_autofree char *line = g_data_input_stream_read_line (self->lines, NULL, NULL, &local_error);

      if (line == NULL)
        {
          if (local_error != NULL)
            g_set_error (error, HLC_ERROR, HLC_ERROR_ADDRESS, _ ("The stream of events broke: %s."),
                         local_error->message);
          else
            g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ADDRESS,
                                 _ ("The console ended the stream of events."));
          return NULL;
        }

      if (g_str_has_prefix (line, EVENT_FIELD))
        is_wanted = g_str_equal (line + strlen (EVENT_FIELD), event);
      else if (is_wanted && g_str_has_prefix (line, DATA_FIELD))
        return g_bytes_new (line + strlen (DATA_FIELD), strlen (line + strlen (DATA_FIELD)));
    }
}

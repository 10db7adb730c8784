/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-utf8.h"

static void
test_all_characters (void)
{
  for (gunichar character = 0; character <= 0x10ffff; character++)
    {
      char bytes[6];
      gsize size;
      gunichar read = 0x42;

      if (character >= 0xd800 && character <= 0xdfff)
        continue;

      size = (gsize) g_unichar_to_utf8 (character, bytes);
      if (hlc_utf8_next (bytes, size, &read) != size || read != character ||
          hlc_utf8_next (bytes, size - 1, NULL) != 0)
        g_error ("U+%04X is read wrongly", character);
    }
}

/* All of two bytes, before two continuations and before two that are none: the same verdict as GLib's. */
static void
test_all_beginnings (void)
{
  static const char *const ends[] = { "\x80\xbf", "AA",
                                      "\x80"
                                      "A" };

  for (guint i = 0x0100; i <= 0xffff; i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (ends); j++)
        {
          char bytes[] = { (char) (i >> 8), (char) (i & 0xff), ends[j][0], ends[j][1] };
          gunichar expected = g_utf8_get_char_validated (bytes, sizeof bytes);
          gboolean is_valid = expected < 0x110000;
          gunichar read = 0;
          gsize size = hlc_utf8_next (bytes, sizeof bytes, &read);

          if ((size > 0) != is_valid || (is_valid && read != expected))
            g_error ("%02X %02X %02X %02X is read wrongly", (guint8) bytes[0], (guint8) bytes[1],
                     (guint8) bytes[2], (guint8) bytes[3]);
        }
    }
}

static void
test_empty (void)
{
  g_assert_cmpuint (hlc_utf8_next ("", 0, NULL), ==, 0);
  g_assert_cmpuint (hlc_utf8_next ("\0", 1, NULL), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/utf8/all-characters", test_all_characters);
  g_test_add_func ("/utf8/all-beginnings", test_all_beginnings);
  g_test_add_func ("/utf8/empty", test_empty);

  return g_test_run ();
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-template-folder.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hlc-template-shipped.h"

#define TEXT                                                                                                 \
  "{\"title\":\"Mine\",\"kind\":\"operations\",\"steps\":[{\"kind\":\"human_contact\",\"spec\":{\"msg\":"    \
  "\"m\"}}]}"

typedef struct
{
  char *parent;
  char *folder; /* is not there at first */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->parent = g_dir_make_tmp ("hlc-templates-XXXXXX", NULL);
  fixture->folder = g_build_filename (fixture->parent, "templates", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *file;

  while (dir != NULL && (file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, file, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_assert_cmpint (g_rmdir (fixture->parent), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->parent);
}

static HlcTemplate *
make_template (const char *name)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (TEXT, strlen (TEXT));

  return hlc_template_new (name, bytes, NULL);
}

static void
save (Fixture *fixture, const char *name)
{
  g_autoptr (HlcTemplate) template = make_template (name);
  g_autoptr (GError) error = NULL;

  g_assert_true (hlc_template_folder_save (fixture->folder, template, FALSE, &error));
  g_assert_no_error (error);
}

static void
put_file (Fixture *fixture, const char *file, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, file, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static char *
list_names (Fixture *fixture, guint *n_damaged)
{
  g_autoptr (GPtrArray) damaged = NULL;
  g_autoptr (GPtrArray) list = hlc_template_folder_list (fixture->folder, &damaged);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                            ((HlcTemplate *) g_ptr_array_index (list, i))->name);
  *n_damaged = damaged->len;
  for (guint i = 0; i < damaged->len; i++)
    {
      const HlcTemplateDamage *damage = g_ptr_array_index (damaged, i);

      g_test_message ("%s: %s", damage->file, damage->reason);
      g_assert_cmpstr (damage->reason, !=, "");
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
assert_names (Fixture *fixture, const char *names, guint n_damaged)
{
  guint found = 0;
  g_autofree char *listed = list_names (fixture, &found);

  g_assert_cmpstr (listed, ==, names);
  g_assert_cmpuint (found, ==, n_damaged);
}

static void
test_save (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcTemplate) same = make_template ("mine");
  g_autoptr (HlcTemplate) shipped = make_template ("customer-email");
  g_autoptr (HlcTemplate) found = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "mine.json", NULL);
  GStatBuf status;

  assert_names (fixture, "", 0);
  save (fixture, "mine");
  save (fixture, "another");
  assert_names (fixture, "another mine", 0);

  g_assert_cmpint (g_stat (fixture->folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  g_assert_false (hlc_template_folder_save (fixture->folder, same, FALSE, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "“mine”"));
  g_clear_error (&error);
  g_assert_true (hlc_template_folder_save (fixture->folder, same, TRUE, &error));
  g_assert_no_error (error);
  assert_names (fixture, "another mine", 0);

  g_assert_false (hlc_template_folder_save (fixture->folder, shipped, TRUE, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
  g_clear_error (&error);

  found = hlc_template_folder_find (fixture->folder, "mine", &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (found->json, same->json));
  g_assert_cmpstr (found->title, ==, "Mine");
  g_assert_false (found->is_shipped);
}

static void
test_find (Fixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *name;
    int code;
  } NONE[] = {
    { "nobody", HLC_ERROR_NOT_FOUND },
    { "../console", HLC_ERROR_ARGUMENT },
    { "", HLC_ERROR_ARGUMENT },
    { "Mine", HLC_ERROR_ARGUMENT },
  };
  g_autoptr (HlcTemplate) shipped = hlc_template_folder_find (fixture->folder, "large-state", NULL);

  g_assert_true (shipped->is_shipped);
  for (guint i = 0; i < G_N_ELEMENTS (NONE); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcTemplate) template = hlc_template_folder_find (fixture->folder, NONE[i].name, &error);

      g_assert_null (template);
      g_assert_error (error, HLC_ERROR, NONE[i].code);
    }
}

/* A damaged file loses only itself. */
static void
test_damage (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *pipe = g_build_filename (fixture->folder, "pipe.json", NULL);
  g_autofree char *directory = g_build_filename (fixture->folder, "directory.json", NULL);
  g_autofree char *dangling = g_build_filename (fixture->folder, "dangling.json", NULL);
  g_autoptr (HlcTemplate) template = NULL;
  g_autoptr (GError) error = NULL;

  save (fixture, "mine");
  put_file (fixture, "empty.json", "");
  put_file (fixture, "cut.json", "{\"kind\":\"operations\",\"st");
  put_file (fixture, "other.json", "{\"kind\":\"else\"}");
  put_file (fixture, "Wrong Name.json", TEXT);
  put_file (fixture, "customer-email.json", TEXT);
  put_file (fixture, "notes.txt", "not looked at");
  put_file (fixture, ".hidden.json", "not looked at");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (g_mkdir (directory, 0700), ==, 0);
  g_assert_cmpint (symlink ("/nonexistent/x", dangling), ==, 0);
  assert_names (fixture, "mine", 8);

  template = hlc_template_folder_find (fixture->folder, "cut", &error);
  g_assert_null (template);
  g_assert_error (error, HLC_ERROR, HLC_ERROR_SYNTAX);
}

static void
test_remove (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  save (fixture, "mine");
  put_file (fixture, "broken.json", "{");
  g_assert_true (hlc_template_folder_remove (fixture->folder, "broken", &error));
  g_assert_true (hlc_template_folder_remove (fixture->folder, "mine", &error));
  g_assert_no_error (error);
  assert_names (fixture, "", 0);

  g_assert_false (hlc_template_folder_remove (fixture->folder, "mine", &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (hlc_template_folder_remove (fixture->folder, "customer-email", &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
}

static void
test_rename (Fixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *name;
    const char *new_name;
    int code;
  } REFUSED[] = {
    { "nobody", "new", HLC_ERROR_NOT_FOUND },
    { "mine", "other", HLC_ERROR_CONFLICT },
    { "mine", "customer-email", HLC_ERROR_CONFLICT },
    { "customer-email", "new", HLC_ERROR_CONFLICT },
    { "mine", "", HLC_ERROR_ARGUMENT },
    { "mine", "a/b", HLC_ERROR_ARGUMENT },
  };
  g_autoptr (GError) error = NULL;

  save (fixture, "mine");
  save (fixture, "other");
  for (guint i = 0; i < G_N_ELEMENTS (REFUSED); i++)
    {
      g_autoptr (GError) refusal = NULL;

      g_assert_false (
          hlc_template_folder_rename (fixture->folder, REFUSED[i].name, REFUSED[i].new_name, &refusal));
      g_assert_error (refusal, HLC_ERROR, REFUSED[i].code);
    }
  assert_names (fixture, "mine other", 0);

  g_assert_true (hlc_template_folder_rename (fixture->folder, "mine", "mine", &error));
  g_assert_true (hlc_template_folder_rename (fixture->folder, "mine", "yours", &error));
  g_assert_no_error (error);
  assert_names (fixture, "other yours", 0);
}

/* A secret is not kept, whoever wrote it down. */
static void
test_bot_token (Fixture *fixture, gconstpointer user_data)
{
  static const char text[] =
      "{\"kind\":\"operations\",\"steps\":[{\"kind\":\"human_contact\",\"spec\":{\"msg\":\"m\","
      "\"channel\":{\"slack\":{\"channel_or_user_id\":\"\",\"bot_token\":\"xoxb-1\"}}}}]}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (HlcTemplate) template = hlc_template_new ("mine", bytes, NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "mine.json", NULL);
  g_autofree char *kept = NULL;

  g_assert_true (hlc_template_folder_save (fixture->folder, template, FALSE, NULL));
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_null (strstr (kept, "xoxb"));
  g_assert_nonnull (strstr (kept, "{\"channel_or_user_id\":\"\"}"));
}

static void
test_unwritable (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcTemplate) template = make_template ("mine");
  g_autoptr (GError) error = NULL;

  g_assert_false (hlc_template_folder_save ("/proc/nowhere/templates", template, FALSE, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "/proc/nowhere"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/template-folder/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("save", test_save);
  ADD ("find", test_find);
  ADD ("damage", test_damage);
  ADD ("remove", test_remove);
  ADD ("rename", test_rename);
  ADD ("bot-token", test_bot_token);
  ADD ("unwritable", test_unwritable);

  return g_test_run ();
}

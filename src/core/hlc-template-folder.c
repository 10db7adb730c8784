/* SPDX-License-Identifier: Apache-2.0 */

/* For renameat2: a file that is there is not written over. */
#define _GNU_SOURCE

#include "hlc-config.h"

#include "hlc-template-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "hlc-json-members.h"
#include "hlc-template-shipped.h"

#define SUFFIX ".json"
#define FOLDER "templates"

static void
damage_free (gpointer data)
{
  HlcTemplateDamage *damage = data;

  g_free (damage->file);
  g_free (damage->reason);
  g_free (damage);
}

static char *
build_path (const char *folder, const char *name)
{
  g_autofree char *file = g_strconcat (name, SUFFIX, NULL);

  return g_build_filename (folder, file, NULL);
}

/* Only regular files are opened: a pipe in the folder would be waited for without end. */
static GBytes *
read_file (const char *path, GError **error)
{
  g_autofree char *display = g_filename_display_name (path);
  GStatBuf status;
  char *contents = NULL;
  gsize length = 0;

  if (g_stat (path, &status) != 0)
    {
      int saved_errno = errno;

      g_set_error (error, HLC_ERROR, saved_errno == ENOENT ? HLC_ERROR_NOT_FOUND : HLC_ERROR_ARGUMENT,
                   _ ("%s cannot be read: %s."), display, g_strerror (saved_errno));
      return NULL;
    }

  if (!S_ISREG (status.st_mode) || status.st_size > HLC_TEMPLATE_MAX_SIZE)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("%s is no file of at most 16 MiB."), display);
      return NULL;
    }

  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;

  return g_bytes_new_take (contents, length);
}

static HlcTemplate *
load (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = build_path (folder, name);
  g_autoptr (GBytes) json = read_file (path, error);

  return json != NULL ? hlc_template_new (name, json, error) : NULL;
}

static int
compare_templates (gconstpointer a, gconstpointer b)
{
  const HlcTemplate *one = *(const HlcTemplate *const *) a;
  const HlcTemplate *other = *(const HlcTemplate *const *) b;

  return strcmp (one->name, other->name);
}

static void
add_file (GPtrArray *list, GPtrArray *damaged, const char *folder, const char *file)
{
  g_autofree char *name = g_strndup (file, strlen (file) - strlen (SUFFIX));
  g_autoptr (GError) error = NULL;
  HlcTemplate *template = NULL;
  HlcTemplateDamage *damage = NULL;

  if (hlc_template_is_shipped_name (name))
    g_set_error_literal (&error, HLC_ERROR, HLC_ERROR_CONFLICT,
                         _ ("A template of this name comes with the console: rename the file."));
  else if (list->len >= HLC_TEMPLATE_FOLDER_MAX)
    g_set_error (&error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("A folder of templates holds at most %d."),
                 HLC_TEMPLATE_FOLDER_MAX);
  else
    template = load (folder, name, &error);

  if (template != NULL)
    {
      g_ptr_array_add (list, template);
      return;
    }

  damage = g_new0 (HlcTemplateDamage, 1);
  damage->file = g_filename_display_name (file);
  damage->reason = g_strdup (error->message);
  g_ptr_array_add (damaged, damage);
}

/** hlc_template_folder_dup_path: Returns: (transfer full) (type filename): where they are in a data directory; pure */
char *
hlc_template_folder_dup_path (const char *data_dir)
{
  return g_build_filename (data_dir, FOLDER, NULL);
}

/**
 * hlc_template_folder_list:
 * @folder: (type filename): the folder; one that is not there holds nothing
 * @damaged: (out) (optional) (transfer full) (element-type HlcTemplateDamage): files that are no templates
 *
 * Reads the developer's own templates. What is wrong with one file loses none of the others.
 *
 * Returns: (transfer full) (element-type HlcTemplate): by name
 */
GPtrArray *
hlc_template_folder_list (const char *folder, GPtrArray **damaged)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_template_unref);
  g_autoptr (GPtrArray) wrong = g_ptr_array_new_with_free_func (damage_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *file;

  while (dir != NULL && (file = g_dir_read_name (dir)) != NULL)
    {
      if (*file != '.' && g_str_has_suffix (file, SUFFIX))
        add_file (list, wrong, folder, file);
    }

  g_ptr_array_sort (list, compare_templates);
  if (damaged != NULL)
    *damaged = g_steal_pointer (&wrong);
  return list;
}

/**
 * hlc_template_folder_find:
 * @folder: (type filename): the folder of the developer's own templates
 * @name: what it is called
 * @error: %HLC_ERROR_NOT_FOUND, or why the file is no template
 *
 * Finds a template among those that come with the console and the developer's own.
 *
 * Returns: (transfer full) (nullable): the template
 */
HlcTemplate *
hlc_template_folder_find (const char *folder, const char *name, GError **error)
{
  g_autoptr (GPtrArray) shipped = NULL;
  g_autoptr (GError) local_error = NULL;
  HlcTemplate *template = NULL;

  if (!hlc_template_check_name (name, error))
    return NULL;

  shipped = hlc_template_list_shipped ();
  for (guint i = 0; i < shipped->len; i++)
    {
      template = g_ptr_array_index (shipped, i);
      if (g_str_equal (template->name, name))
        return hlc_template_ref (template);
    }

  template = load (folder, name, &local_error);
  if (g_error_matches (local_error, HLC_ERROR, HLC_ERROR_NOT_FOUND))
    g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND, _ ("There is no template “%s”."), name);
  else if (template == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return template;
}

static gboolean
check_own_name (const char *name, GError **error)
{
  if (!hlc_template_check_name (name, error))
    return FALSE;
  if (!hlc_template_is_shipped_name (name))
    return TRUE;

  g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
               _ ("The template “%s” comes with the console and cannot be changed: choose another name."),
               name);
  return FALSE;
}

static void
set_taken_error (GError **error, const char *name)
{
  g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
               _ ("There is a template “%s” already: choose another name, or remove that one."), name);
}

static void
set_file_error (GError **error, const char *path, int saved_errno)
{
  g_autofree char *display = g_filename_display_name (path);

  g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("%s cannot be written: %s."), display,
               g_strerror (saved_errno));
}

/* Moves a file to a name that no other has. */
static gboolean
move (const char *path, const char *new_path, const char *new_name, GError **error)
{
  gboolean is_moved = renameat2 (AT_FDCWD, path, AT_FDCWD, new_path, RENAME_NOREPLACE) == 0;

  /* Not every file system knows of the flag. */
  if (!is_moved && errno == EINVAL && !g_file_test (new_path, G_FILE_TEST_EXISTS))
    is_moved = g_rename (path, new_path) == 0;
  if (is_moved)
    return TRUE;

  if (errno == EEXIST)
    set_taken_error (error, new_name);
  else
    set_file_error (error, new_path, errno);
  return FALSE;
}

/**
 * hlc_template_folder_save:
 * @folder: (type filename): the folder, made with mode 0700 when it is not there
 * @template: what is kept
 * @replace: whether it may take the place of one of the same name
 * @error: %HLC_ERROR_CONFLICT when the name is taken, %HLC_ERROR_ARGUMENT when it cannot be written
 *
 * Keeps a template, without bot tokens. The file is there as a whole or not at all.
 *
 * Returns: whether it is kept
 */
gboolean
hlc_template_folder_save (const char *folder, HlcTemplate *template, gboolean replace, GError **error)
{
  g_autofree char *path = build_path (folder, template->name);
  g_autofree char *temporary = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) clean = hlc_json_members_drop (template->json, "bot_token");
  gsize length = 0;
  const char *text = g_bytes_get_data (clean, &length);

  if (!check_own_name (template->name, error))
    return FALSE;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      set_file_error (error, folder, errno);
      return FALSE;
    }

  temporary = g_strdup_printf ("%s%c.%s.%08x.tmp", folder, G_DIR_SEPARATOR, template->name, g_random_int ());
  if (!g_file_set_contents_full (temporary, text, (gssize) length, G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &local_error))
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT, local_error->message);
      return FALSE;
    }

  if (replace && g_rename (temporary, path) == 0)
    return TRUE;
  if (replace)
    set_file_error (error, path, errno);
  else if (move (temporary, path, template->name, error))
    return TRUE;

  g_unlink (temporary);
  return FALSE;
}

/**
 * hlc_template_folder_remove:
 * @folder: (type filename): the folder
 * @name: what is removed
 * @error: %HLC_ERROR_NOT_FOUND when there is none, %HLC_ERROR_CONFLICT for one that comes with the console
 *
 * Returns: whether it was removed
 */
gboolean
hlc_template_folder_remove (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = build_path (folder, name);

  if (!check_own_name (name, error))
    return FALSE;
  if (g_unlink (path) == 0)
    return TRUE;

  if (errno == ENOENT)
    g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND, _ ("There is no template “%s”."), name);
  else
    set_file_error (error, path, errno);
  return FALSE;
}

/**
 * hlc_template_folder_rename:
 * @folder: (type filename): the folder
 * @name: what it is called
 * @new_name: what it is to be called
 * @error: %HLC_ERROR_NOT_FOUND when there is none, %HLC_ERROR_CONFLICT when the new name is taken
 *
 * Returns: whether it was renamed
 */
gboolean
hlc_template_folder_rename (const char *folder, const char *name, const char *new_name, GError **error)
{
  g_autofree char *path = build_path (folder, name);
  g_autofree char *new_path = build_path (folder, new_name);

  if (!check_own_name (name, error) || !check_own_name (new_name, error))
    return FALSE;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND, _ ("There is no template “%s”."), name);
      return FALSE;
    }

  return g_str_equal (name, new_name) || move (path, new_path, new_name, error);
}

/* SPDX-License-Identifier: Apache-2.0 */

/* For F_OFD_SETLK: locks of an open file, which no other close() in this process drops. */
#define _GNU_SOURCE

#include "hlc-data-dir.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hlc-error.h"

#define LOCK_NAME "lock"

/** The directory's name below $XDG_DATA_HOME. */
#define DEFAULT_NAME "humanlayer-console"

struct _HlcDataDir
{
  char *path; /* (owned) */
  int lock_fd;
};

/* Digits of a process id and a line feed. */
#define PID_SIZE 32

static struct flock
whole_file_lock (short type)
{
  struct flock lock = { .l_type = type, .l_whence = SEEK_SET };

  return lock;
}

/* Group and others must not even list the directory: file names and sizes tell about secrets, too. */
static gboolean
make_private (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  struct stat status;

  if (g_mkdir_with_parents (path, 0700) != 0 || stat (path, &status) != 0)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                   _ ("The data directory %s cannot be made: %s. Choose another one with --data-dir."), name,
                   g_strerror (errno));
      return FALSE;
    }

  if ((status.st_mode & S_ISVTX) != 0)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                   /* Translators: a directory. */
                   _ ("%s is shared by many users. Choose a directory of its own below it with --data-dir."),
                   name);
      return FALSE;
    }

  if ((status.st_mode & 0077) == 0)
    return TRUE;

  if (chmod (path, 0700) != 0)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                   _ ("The data directory %s is open to other users and cannot be made private: %s. "
                      "Choose another one with --data-dir."),
                   name, g_strerror (errno));
      return FALSE;
    }

  g_warning ("The data directory %s was open to other users (mode %04o); it is 0700 now", name,
             (guint) (status.st_mode & 07777));
  return TRUE;
}

static gint64
read_pid (int fd)
{
  char text[PID_SIZE] = { 0 };
  guint64 pid = 0;

  if (pread (fd, text, sizeof text - 1, 0) <= 0)
    return 0;

  if (!g_ascii_string_to_unsigned (g_strchomp (text), 10, 1, G_MAXINT32, &pid, NULL))
    return 0;

  return (gint64) pid;
}

static void
set_locked_error (GError **error, const char *path, gint64 pid)
{
  g_autofree char *name = g_filename_display_name (path);

  /*
   * The holder writes its id right after it has the lock: for that moment nobody knows it. Ours is the id of the
   * holder in another sandbox, where the first process has the same.
   */
  if (pid == 0 || pid == getpid ())
    g_set_error (error, HLC_ERROR, HLC_ERROR_LOCKED,
                 _ ("Another process owns the data directory %s. Use or stop that one, or choose another "
                    "directory with --data-dir."),
                 name);
  else
    g_set_error (
        error, HLC_ERROR, HLC_ERROR_LOCKED,
        _ ("Process %ld owns the data directory %s. Use that one, stop it with “kill %ld”, or choose another "
           "directory with --data-dir."),
        (long) pid, name, (long) pid);
}

static int
open_lock (const char *path, int flags)
{
  g_autofree char *lock_path = g_build_filename (path, LOCK_NAME, NULL);

  return g_open (lock_path, flags | O_CLOEXEC | O_NOFOLLOW, 0600);
}

static gboolean
take_lock (HlcDataDir *self, GError **error)
{
  struct flock lock = whole_file_lock (F_WRLCK);
  g_autofree char *name = g_filename_display_name (self->path);
  char text[PID_SIZE];
  int length;

  self->lock_fd = open_lock (self->path, O_RDWR | O_CREAT);
  if (self->lock_fd < 0)
    {
      g_set_error (
          error, HLC_ERROR, HLC_ERROR_ARGUMENT,
          _ ("The lock of the data directory %s cannot be opened: %s. Choose another one with --data-dir."),
          name, g_strerror (errno));
      return FALSE;
    }

  if (fcntl (self->lock_fd, F_OFD_SETLK, &lock) != 0)
    {
      if (errno != EAGAIN && errno != EACCES)
        {
          g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                       _ ("The data directory %s cannot be locked: %s. Choose another one with --data-dir."),
                       name, g_strerror (errno));
          return FALSE;
        }

      set_locked_error (error, self->path, read_pid (self->lock_fd));
      return FALSE;
    }

  length = g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT "\n", (gint64) getpid ());
  if (ftruncate (self->lock_fd, 0) != 0 || pwrite (self->lock_fd, text, (gsize) length, 0) != length)
    {
      g_set_error (
          error, HLC_ERROR, HLC_ERROR_ARGUMENT,
          _ ("The lock of the data directory %s cannot be written: %s. Choose another one with --data-dir."),
          name, g_strerror (errno));
      return FALSE;
    }

  return TRUE;
}

/**
 * hlc_data_dir_dup_default:
 *
 * Where the console keeps its data when nothing else was said: `humanlayer-console` below `$XDG_DATA_HOME`.
 *
 * Returns: (transfer full) (type filename): a path that may not exist yet
 */
char *
hlc_data_dir_dup_default (void)
{
  return g_build_filename (g_get_user_data_dir (), DEFAULT_NAME, NULL);
}

/**
 * hlc_data_dir_open:
 * @path: (type filename): the directory, made with mode 0700 when it does not exist
 * @error: %HLC_ERROR_LOCKED when another process owns it, with that process' id where known;
 *   %HLC_ERROR_ARGUMENT when it cannot be made, or cannot be made private
 *
 * Takes the directory for this process until hlc_data_dir_free(). One that others may enter is tightened to 0700,
 * with a warning.
 *
 * Returns: (transfer full) (nullable): the directory, owned
 */
HlcDataDir *
hlc_data_dir_open (const char *path, GError **error)
{
  g_autoptr (HlcDataDir) self = NULL;

  g_return_val_if_fail (path != NULL && *path != '\0', NULL);

  self = g_new0 (HlcDataDir, 1);
  self->path = g_canonicalize_filename (path, NULL);
  self->lock_fd = -1;

  if (!make_private (self->path, error) || !take_lock (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * hlc_data_dir_free:
 * @self: (transfer full): a directory
 *
 * Gives the directory up. The lock file stays: removing it would let two processes lock two files of that name.
 */
void
hlc_data_dir_free (HlcDataDir *self)
{
  g_return_if_fail (self != NULL);

  if (self->lock_fd >= 0)
    close (self->lock_fd);
  g_free (self->path);
  g_free (self);
}

/**
 * hlc_data_dir_get_path:
 * @self: a directory
 *
 * Returns: (type filename) (transfer none): its absolute path
 */
const char *
hlc_data_dir_get_path (HlcDataDir *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

/**
 * hlc_data_dir_is_locked:
 * @path: (type filename): a directory that may not exist
 *
 * Whether a process owns the directory. Only asks, so it never keeps a starting console from its lock; and it is
 * true between sandboxes, where a process id means nothing.
 *
 * Returns: %TRUE when one does
 */
gboolean
hlc_data_dir_is_locked (const char *path)
{
  struct flock lock = whole_file_lock (F_WRLCK);
  gboolean is_locked;
  int fd;

  g_return_val_if_fail (path != NULL, FALSE);

  fd = open_lock (path, O_RDWR);
  if (fd < 0)
    return FALSE;

  is_locked = fcntl (fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  close (fd);
  return is_locked;
}

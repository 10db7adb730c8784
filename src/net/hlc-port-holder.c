/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-port-holder.h"

#include <stdio.h>
#include <string.h>

/* The state of a listening socket in /proc/net/tcp: TCP_LISTEN of the kernel's tcp_states.h. */
#define STATE_LISTEN 0x0A

/* One line of proc(5)'s /proc/net/tcp: slot, local address, remote address, state, queues, timers, uid, …, inode. */
static guint64
read_listening_inode (const char *line, guint16 port)
{
  guint local_port = 0;
  guint state = 0;
  guint64 inode = 0;

  if (sscanf (line, " %*u: %*[0-9A-Fa-f]:%x %*[0-9A-Fa-f]:%*x %x %*s %*s %*s %*u %*u %" G_GUINT64_FORMAT,
              &local_port, &state, &inode) != 3)
    return 0;

  return local_port == port && state == STATE_LISTEN ? inode : 0;
}

static guint64
find_inode (const char *table, guint16 port)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (table, &text, NULL, NULL))
    return 0;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint64 inode = read_listening_inode (lines[i], port);

      if (inode != 0)
        return inode;
    }

  return 0;
}

static gboolean
process_has_socket (const char *pid, const char *socket)
{
  g_autofree char *directory = g_build_filename ("/proc", pid, "fd", NULL);
  g_autoptr (GDir) files = g_dir_open (directory, 0, NULL);
  const char *name = NULL;

  /* Other users' processes keep their files to themselves. */
  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      g_autofree char *target = g_file_read_link (path, NULL);

      if (g_strcmp0 (target, socket) == 0)
        return TRUE;
    }

  return FALSE;
}

static char *
dup_process_name (const char *pid)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "comm", NULL);
  g_autofree char *comm = NULL;
  g_autofree char *name = NULL;

  if (!g_file_get_contents (path, &comm, NULL, NULL))
    return g_strdup_printf ("process %s", pid);

  name = g_utf8_make_valid (g_strchomp (comm), -1);

  return g_strdup_printf ("%s (process %s)", name, pid);
}

/**
 * hlc_port_holder_dup_name:
 * @port: a TCP port of this machine
 *
 * Finds out who listens on @port, from proc(5). Reads a few thousand small files at most: for an error message only.
 *
 * Returns: (transfer full) (nullable): name and process id, or %NULL where the system does not tell
 */
char *
hlc_port_holder_dup_name (guint16 port)
{
  guint64 inode = find_inode ("/proc/net/tcp", port);
  g_autofree char *socket = NULL;
  g_autoptr (GDir) processes = NULL;
  const char *pid = NULL;

  if (inode == 0)
    inode = find_inode ("/proc/net/tcp6", port);
  if (inode == 0)
    return NULL;

  socket = g_strdup_printf ("socket:[%" G_GUINT64_FORMAT "]", inode);
  processes = g_dir_open ("/proc", 0, NULL);
  while (processes != NULL && (pid = g_dir_read_name (processes)) != NULL)
    {
      if (g_ascii_isdigit (*pid) && process_has_socket (pid, socket))
        return dup_process_name (pid);
    }

  return NULL;
}

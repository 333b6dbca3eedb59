#!/bin/sh
# Makes widget-dev.bundle, a public-inbox epoch, from source/widget-dev.mbox.
#
# One commit a mail, the mail in blob "m"; a mail that its mbox marks as spam is
# removed again by a commit with blob "d", as public-inbox does it. Dates and
# identities come from the mails alone, so that the result is the same each time.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

git init --quiet --bare "$work/epoch.git"
# The branch must be "master" whatever the user's init.defaultBranch says.
git -C "$work/epoch.git" symbolic-ref HEAD refs/heads/master

LC_ALL=C awk '
  function commit(file, other, title) {
    print "commit refs/heads/master"
    print "author " from " " date
    print "committer public-inbox <inbox@lists.example.org> " received
    print "data <<END-OF-TITLE\n" title "\nEND-OF-TITLE"
    print "D " other
    print "M 100644 inline " file
    printf "data <<END-OF-MAIL\n%s\nEND-OF-MAIL\n\n", mail
  }
  function flush() {
    if (mail == "") return
    sub(/\n+$/, "", mail)
    commit("m", "d", subject)
    if (spam) commit("d", "m", "rm")
    mail = ""
  }
  /^From / {
    flush()
    # "From who Mon Jan 20 10:00:00 2025", UTC.
    received = $3 ", " $5 " " $4 " " $7 " " $6 " +0000"
    header = 1; spam = 0; from = ""; date = ""; subject = ""
    next
  }
  header && /^$/ { header = 0 }
  header && /^From: / { from = substr($0, 7); gsub(/"/, "", from) }
  header && /^Date: / { date = substr($0, 7) }
  header && /^Subject: / { subject = substr($0, 10) }
  header && /^X-Spam-Flag: YES/ { spam = 1 }
  { sub(/^>From /, "From "); mail = mail $0 "\n" }
  END { flush() }
' "$here/source/widget-dev.mbox" |
  git -C "$work/epoch.git" fast-import --quiet --date-format=rfc2822

git -C "$work/epoch.git" -c pack.threads=1 -c pack.compression=9 repack -a -d -f -q
git -C "$work/epoch.git" -c pack.threads=1 bundle create --quiet "$work/out.bundle" HEAD master
mv "$work/out.bundle" "$here/widget-dev.bundle"

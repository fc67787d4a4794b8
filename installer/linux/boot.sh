#!/bin/bash
# Within a Debian that systemd has started (installer/boot.py): the server's guide, with systemd doing what the units say.
# It is booted twice. Ends with "boot: all done", or with the line that failed and what the journal has.
set -eEu -o pipefail
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/srv DEBIAN_FRONTEND=noninteractive
exec >>/boot.log 2>&1
echo "the trial begins, under systemd"
folder=/var/lib/doorstep-server
name=doorstep.example.gov.uk

failed() {
    echo "boot: FAILED at line $1: $2"
    journalctl --no-pager -o cat -u doorstep-server -u doorstep-backup | tail -20
    systemctl poweroff
}
trap 'failed "$LINENO" "$BASH_COMMAND"' ERR
began=$(cut -d. -f1 /proc/uptime)
said() {
    now=$(cut -d. -f1 /proc/uptime)
    echo "boot: $1: $((now - began)) s"
    began=$now
}
answers() {
    for _ in $(seq 240); do
        curl -s --cacert "$folder/authority.pem" "https://$name:8443/health" | grep -q ok && return 0
        sleep 0.5
    done
    return 1
}
property() { systemctl show "$1" -p "$2" --value; }
is() { [ "$1" = "$2" ] || { echo "is $1, should be $2"; return 1; }; }

if [ ! -e /srv/again ]; then
    echo "127.0.1.1 $name" >>/etc/hosts
    apt-get install -y -qq /srv/now.deb
    is "$(systemctl is-active doorstep-server || true)" inactive
    said "installed; nothing runs yet"
    doorstep-server init --agency "Moorland Justice Social Work" --administrator "Ada Admin"
    doorstep-server certificate make "$name"
    systemctl enable --now doorstep-server doorstep-backup.timer
    answers
    said "set up, started, answers over TLS"

    pid=$(property doorstep-server MainPID)
    is "$(stat -c %U "/proc/$pid")" doorstep
    grep -q "^NoNewPrivs:.1" "/proc/$pid/status"
    grep -q "^Seccomp:.2" "/proc/$pid/status"
    grep -q "^CapEff:.0000000000000000" "/proc/$pid/status"
    # Even root, in the service's own view of the files, can write where the unit lets it, and nowhere else.
    for place in /usr /etc /boot /var/backups; do
        if nsenter -t "$pid" -m touch "$place/tried" 2>/dev/null; then false; fi
    done
    nsenter -t "$pid" -m touch "$folder/tried"
    rm "$folder/tried"
    is "$(nsenter -t "$pid" -m ls /home 2>/dev/null | grep -c deb || true)" 0
    said "it runs as its own user, without rights, and writes into its own folder alone"

    systemctl start doorstep-backup.service
    is "$(property doorstep-backup.service Result)" success
    is "$(find /var/backups/doorstep -maxdepth 1 -name '*.db' | wc -l)" 1
    said "a backup by its unit"
    systemctl list-timers --no-pager doorstep-backup.timer | sed -n 2p
    before=$(property doorstep-backup.service ExecMainStartTimestampMonotonic)
    mkdir -p /etc/systemd/system/doorstep-backup.timer.d
    printf '[Timer]\nOnCalendar=\nOnCalendar=*:*:0/10\nRandomizedDelaySec=0\nAccuracySec=1\n' \
        >/etc/systemd/system/doorstep-backup.timer.d/soon.conf
    systemctl daemon-reload
    systemctl restart doorstep-backup.timer
    for _ in $(seq 240); do
        [ "$(property doorstep-backup.service ExecMainStartTimestampMonotonic)" != "$before" ] && break
        sleep 0.5
    done
    rm -r /etc/systemd/system/doorstep-backup.timer.d
    systemctl daemon-reload
    systemctl restart doorstep-backup.timer
    while [ "$(systemctl is-active doorstep-backup.service || true)" = activating ]; do sleep 0.5; done
    [ "$(property doorstep-backup.service ExecMainStartTimestampMonotonic)" != "$before" ]
    is "$(property doorstep-backup.service Result)" success
    said "the timer has one made (its hour moved to the next ten seconds)"

    kill -KILL "$(property doorstep-server MainPID)"
    sleep 1
    answers
    is "$(property doorstep-server NRestarts)" 1
    said "killed, it is started again and answers"
    systemctl stop doorstep-server
    is "$(property doorstep-server Result)" success
    systemctl start doorstep-server
    answers
    said "stopped in order, started"

    doorstep-server person add "Una Worker" --role worker --number 1042
    kept=$(find /var/backups/doorstep -maxdepth 1 -name '*.db' | wc -l)
    apt-get install -y -qq /srv/next.deb
    answers
    [ "$(find /var/backups/doorstep -maxdepth 1 -name '*.db' | wc -l)" -gt "$kept" ]
    is "$(dpkg-query -W -f '${Version}' doorstep-server)" 99.0.0
    said "upgraded while it ran: a backup first, and it runs again"
    touch /srv/again
    systemctl poweroff
    exit 0
fi

answers
is "$(systemctl is-active doorstep-backup.timer)" active
doorstep-server person list | grep -q "Una Worker"
is "$(systemctl --failed --no-legend | grep -c doorstep || true)" 0
said "after the machine's next start it answers by itself, with what was there"
apt-get remove -y -qq doorstep-server
is "$(systemctl is-active doorstep-server || true)" inactive
apt-get purge -y -qq doorstep-server
[ -s "$folder/doorstep-server.toml" ]
# What of it is left but the records: nothing.
find / -xdev -iname '*doorstep*' -not -path '/proc/*' -not -path '/srv/*' -not -path "$folder*" \
    -not -path '/var/backups/doorstep*' -not -path '/var/cache/*' -not -path '*/doorstep-boot.service' | tee /srv/left
is "$(wc -l </srv/left)" 0
said "removed and purged: the records stay, nothing else does"
echo "boot: all done"
systemctl poweroff

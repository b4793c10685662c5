vcl 4.1;

# Varnish in front of two instances of Fiche. For Debian 12 (Varnish 7.1): the package `varnish`, nothing else.
# Edit the two addresses and the list of who may tell it what to forget; deploy/README.md says the rest.

import directors;
import std;

# Alive, not ready: an instance whose database is away goes on serving what it holds.
probe alive {
    .url = "/health/live";
    .interval = 1s;
    .timeout = 1s;
    .window = 3;
    .threshold = 2;
    .initial = 2;
}

backend fiche_a {
    .host = "127.0.0.1";
    .port = "3000";
    .probe = alive;
    .connect_timeout = 1s;
    # Longer than a query may take.
    .first_byte_timeout = 30s;
}

backend fiche_b {
    .host = "127.0.0.1";
    .port = "3001";
    .probe = alive;
    .connect_timeout = 1s;
    .first_byte_timeout = 30s;
}

# The instances: whoever may say what is no longer true.
acl tellers {
    "127.0.0.1";
    "::1";
}

sub vcl_init {
    new fiche = directors.round_robin();
    fiche.add_backend(fiche_a);
    fiche.add_backend(fiche_b);
}

sub vcl_recv {
    set req.backend_hint = fiche.backend();

    if (req.method == "BAN" || req.method == "PURGE") {
        call forget;
    }

    if (req.restarts == 0) {
        unset req.http.X-Fiche-Again;
    }
    # How old an answer may be that is served while a new one is fetched: Fiche's stale-while-revalidate. When there
    # is nobody to fetch it from, or the fetch has failed (the second round), anything that is still kept will do: its
    # stale-if-error, see vcl_backend_response.
    if (req.restarts == 0 && std.healthy(req.backend_hint)) {
        set req.grace = 10m;
    } else {
        set req.grace = 30d;
    }

    # Figures are of one instance each: ask the instances, not whoever is next in the row; and they are nobody else's.
    if (req.url ~ "^/metrics(\?|$)") {
        return (synth(404));
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # Editors, and what is only true of now.
    if (req.http.Authorization || req.url ~ "^/health/") {
        return (pass);
    }
    # Cookies of others on the same domain (figures, consent) say nothing to Fiche; one that begins with __Host- may be
    # somebody's session.
    if (req.http.Cookie ~ "(^|;\s*)__Host-") {
        return (pass);
    }
    unset req.http.Cookie;
    call normalise_encoding;
    return (hash);
}

# A call of Fiche's: Surrogate-Key has names with spaces between them, or an asterisk for everything. Bans are on obj.*
# alone, so that the ban lurker can work them off in the background.
sub forget {
    # X-Forwarded-For is just our own note of the client, unless there is a proxy in front: then everybody has that
    # proxy's address, and whoever comes through it is not an instance.
    if (client.ip !~ tellers || req.http.X-Forwarded-For != "" + client.ip) {
        return (synth(403));
    }
    if (req.http.Surrogate-Key == "*") {
        if (std.ban("obj.status != 0")) {
            return (synth(200));
        }
        return (synth(500, std.ban_error()));
    }
    # What is put into a pattern has to be nothing but names.
    if (!req.http.Surrogate-Key || req.http.Surrogate-Key ~ "[^A-Za-z0-9 -]") {
        return (synth(400));
    }
    # `document-1` is not to match in `document-12`: a name stands between spaces, or at an end.
    if (std.ban("obj.http.Surrogate-Key ~ (^|\s)(" + regsuball(req.http.Surrogate-Key, " +", "|") + ")(\s|$)")) {
        return (synth(200));
    }
    return (synth(500, std.ban_error()));
}

# Browsers word it in many ways, and Fiche has three answers: one copy each. The brotli copies need the parameter
# http_gzip_support=off; with it on, Varnish asks for gzip whatever is written here, and unpacks it for those who don't
# take it. Accept-Language is left as it is: see deploy/README.md.
sub normalise_encoding {
    if (req.http.Accept-Encoding ~ "(?i)(^|[\s,])br\s*(,|$|;\s*q=(1|0\.0*[1-9]))") {
        if (req.http.Accept-Encoding ~ "(?i)(^|[\s,])gzip\s*(,|$|;\s*q=(1|0\.0*[1-9]))") {
            set req.http.Accept-Encoding = "br, gzip";
        } else {
            set req.http.Accept-Encoding = "br";
        }
    } elsif (req.http.Accept-Encoding ~ "(?i)(^|[\s,])gzip\s*(,|$|;\s*q=(1|0\.0*[1-9]))") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }
}

# Varnish reads s-maxage and stale-while-revalidate by itself, and keeps nothing that says no-store, no-cache or private.
sub vcl_backend_response {
    # No answer replaces a good one that is older: while there is one it is served, see vcl_synth.
    if (beresp.status >= 500 && (bereq.is_bgfetch || (!bereq.uncacheable && !bereq.http.X-Fiche-Again))) {
        return (abandon);
    }
    if (beresp.http.Cache-Control ~ "(?i)(^|[\s,])stale-if-error=\d+") {
        set beresp.grace = std.duration(
            regsub(beresp.http.Cache-Control, "(?i)^(|.*[\s,])stale-if-error=(\d+).*$", "\2s"), 0s);
    }
}

sub vcl_backend_error {
    # One instance is gone (a restart): the other has the answer. Not for writes: the first may have done them.
    if (bereq.retries == 0 && (bereq.method == "GET" || bereq.method == "HEAD")) {
        return (retry);
    }
    if (bereq.is_bgfetch || (!bereq.uncacheable && !bereq.http.X-Fiche-Again)) {
        return (abandon);
    }
    set beresp.http.Content-Type = "application/problem+json";
    set beresp.http.Cache-Control = "no-store";
    set beresp.http.Retry-After = "5";
    set beresp.body = {"{"type":"about:blank","title":"Service Unavailable","status":503}"};
    return (deliver);
}

sub vcl_synth {
    # A fetch was abandoned: once more from the top, where an old answer is now good enough. Where there is none, the
    # second fetch says what is the matter.
    if (resp.status == 503 && req.restarts == 0 && (req.method == "GET" || req.method == "HEAD")) {
        set req.http.X-Fiche-Again = "1";
        return (restart);
    }
    set resp.http.Content-Type = "text/plain; charset=utf-8";
    set resp.http.Cache-Control = "no-store";
    set resp.body = resp.reason;
    return (deliver);
}

sub vcl_deliver {
    # Names are between Fiche and its caches. Where another cache that Fiche tells is in front of this one, keep them.
    unset resp.http.Surrogate-Key;
    unset resp.http.Cache-Tag;
    # What runs here, and how busy it is.
    unset resp.http.X-Varnish;
    unset resp.http.Via;
}

package org.isopleth.exchange;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Every error that may cross the wire. Only the word travels: no text, path or value ever does, so
/// that an error can disclose nothing. Meaning and remedy are looked up by the reader, here.
///
/// A code is added at the end and never given a second meaning.
public enum ErrorCode {
    NOT_AUTHENTICATED(
            "the call carried no certificate of this consortium that is valid now",
            "enrol with a new invite, or check that the right folder is used"),
    ROLE_NOT_ALLOWED(
            "the certificate's role may not make this call",
            "use an identity with another role: sites, scientists and auditors are invited separately"),
    INVITE_UNKNOWN(
            "the coordinator has no invite with this identifier",
            "compare the identifier with the one the coordinator's officer sent"),
    INVITE_EXPIRED("the invite is no longer valid", "ask the coordinator's officer for a new invite"),
    INVITE_USED("the invite has already been used", "ask the coordinator's officer for a new invite"),
    INVITE_BURNT(
            "the invite was withdrawn after five wrong tokens",
            "tell the coordinator's officer, who can make a new invite"),
    PROOF_WRONG("the token does not belong to this invite", "type the token again; five wrong tokens burn the invite"),
    REQUEST_INVALID("the request is malformed or not properly signed", "update both programs to the same release"),
    TOO_LARGE("the message is larger than this call allows", "send it in smaller pieces"),
    VERSION_NOT_SUPPORTED("the two programs share no version of this message", "update the older program"),
    STUDY_UNKNOWN("the coordinator has no study with this digest", "list the studies and compare the digest"),
    STUDY_INVALID("the study is not well-formed or not executable", "run the study check and correct what it names"),
    SIGNATURE_INVALID(
            "a signature does not fit its content, its key or its signer's role",
            "check which signing identity was used"),
    STUDY_UNFINISHED("the study has not ended", "watch it until it ends"),
    SITE_UNKNOWN("the study invites a site that is not enrolled, or nobody is", "enrol the site, or leave it out"),
    PERMIT_MISSING("a site has not yet decided about the study", "wait for the site's decision"),
    PERMIT_REFUSED("a site has refused the study", "talk to the site; its reasons stay with it"),
    PERMIT_INVALID("a permit does not fit the study or its partners", "ask the site to decide again"),
    ROUND_UNKNOWN("there is no such round", "reconnect, so that both sides agree on where they are"),
    ROUND_CLOSED("the round takes no more contributions", "nothing to do: the next round asks again"),
    SEQUENCE_BROKEN("a message is out of order or repeats a number with other content", "reconnect and resume"),
    BLOB_UNKNOWN("there is no blob with this digest", "upload it first"),
    BLOB_MISMATCH("the bytes do not have the digest or the size they were announced with", "upload the blob again"),
    BUSY("the program has too much to do", "try again later"),
    UNREACHABLE("the other program does not answer", "check the address, the network, and that it runs"),
    INTERNAL(
            "the program failed in a way it did not foresee",
            "quote the reference to its operator, whose log has the cause"),
    STATE_LOST(
            "one of the two programs has lost messages that both had counted",
            "read both logs, one of which says which side lost how many, and put back that side's latest state"),
    PASSPORTS_DIFFER(
            "the sites do not all measure images alike, so that their features cannot be mixed",
            "install the same release of the connector, with the same Java, at every site the report names,"
                    + " then submit the study again"),
    TOO_FEW_SITES(
            "fewer sites are enrolled than must take part in the study",
            "enrol more sites, or lower the study's minimum-sites");

    private static final Map<String, ErrorCode> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ErrorCode::word, Function.identity()));

    private final String meaning;
    private final String remedy;

    ErrorCode(String meaning, String remedy) {
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /// The code called `word`, or nothing: an unknown word is for the caller to refuse.
    public static Optional<ErrorCode> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /// What travels: lower-case letters and hyphens.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What happened, in words for a person.
    public String meaning() {
        return meaning;
    }

    /// What that person can do about it.
    public String remedy() {
        return remedy;
    }

    /// Meaning and remedy in one line.
    public String line() {
        return meaning + ": " + remedy;
    }
}

import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Reference;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Paths of PDF files in; for each file and each profile one line out: profile, "yes" or "no", checks made, path, and for a
 * "no" the clauses that failed. veraPDF reads its own profiles by a library that Java no longer brings, so they are read here.
 */
public final class Vera {
    private static final String[][] PROFILES = {{"3a", "PDFA-3A"}, {"ua1", "PDFUA-1"}};

    public static void main(String[] paths) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String[] named : PROFILES) {
            PDFAFlavour flavour = PDFAFlavour.fromString(named[0]);
            ValidationProfile profile = read(flavour, "/org/verapdf/pdfa/validation/" + named[1] + ".xml");
            for (String path : paths) {
                System.out.println(named[0] + "\t" + judged(flavour, profile, path));
            }
        }
    }

    private static String judged(PDFAFlavour flavour, ValidationProfile profile, String path) {
        try (InputStream file = new FileInputStream(path);
                PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            Set<String> failed = new TreeSet<>();
            for (TestAssertion made : result.getTestAssertions()) {
                if (made.getStatus() == TestAssertion.Status.FAILED) {
                    failed.add(made.getRuleId().getClause() + "-" + made.getRuleId().getTestNumber() + " " + made.getMessage());
                }
            }
            String answer = result.isCompliant() && failed.isEmpty() ? "yes" : "no";
            return answer + "\t" + result.getTotalAssertions() + "\t" + path + "\t" + String.join("; ", failed).replaceAll("\\s+", " ");
        } catch (Exception error) {
            return "no\t0\t" + path + "\t" + error.toString().replaceAll("\\s+", " ");
        }
    }

    private static ValidationProfile read(PDFAFlavour flavour, String resource) throws Exception {
        Element root;
        try (InputStream text = ValidationProfile.class.getResourceAsStream(resource)) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(text).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : all(root, "rule")) {
            rules.add(rule(rule));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element variable : all(root, "variable")) {
            variables.add(Profiles.variableFromValues(variable.getAttribute("name"), variable.getAttribute("object"),
                    said(variable, "defaultValue"), said(variable, "value")));
        }
        if (rules.size() < 90) {
            throw new IllegalStateException("only " + rules.size() + " rules were read from " + resource);
        }
        return Profiles.profileFromValues(flavour, Profiles.profileDetailsFromValues(resource, "", "", new Date(0)), "", rules, variables);
    }

    private static Rule rule(Element rule) {
        Element id = all(rule, "id").get(0);
        boolean deferred = Boolean.parseBoolean(rule.getAttribute("deferred"));
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"), deferred, rule.getAttribute("tags"), said(rule, "description"), said(rule, "test"),
                Profiles.errorFromValues(said(rule, "message"), new ArrayList<ErrorArgument>()), new ArrayList<Reference>());
    }

    private static String said(Element in, String tag) {
        return all(in, tag).get(0).getTextContent();
    }

    private static List<Element> all(Element in, String tag) {
        NodeList found = in.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int at = 0; at < found.getLength(); at++) {
            elements.add((Element) found.item(at));
        }
        return elements;
    }
}
